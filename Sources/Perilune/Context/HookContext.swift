public import PeriluneModel

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a host tells the extensions of one hook run.
///
/// Write it as a literal, or make it of anything `Encodable`. The fields
/// `tenantId`, `sessionId`, `role`, `requestId` and `tokenBudget` of a literal
/// set the properties of the same name; everything else is payload, which
/// scripts read as fields of `ctx`.
///
/// ```swift
/// let context: HookContext = ["sessionId": "harbor", "message": ["text": "Thank you, Mira."]]
/// ```
public struct HookContext: Sendable {
  /// Whose data it is; stores and transactions keep tenants apart.
  public var tenantId = "default"
  /// The conversation, unique within its tenant.
  public var sessionId = "default"
  /// Who speaks.
  public var role = Role.player
  /// The request's id, a new UUID by default.
  ///
  /// Ids of transactions derive from it, so a host that repeats a request
  /// repeats its id.
  public var requestId = UUID().uuidString
  /// Tokens that all extensions of the run may add together; `nil` leaves the
  /// limit to each extension's own budget.
  public var tokenBudget: Int?
  /// What scripts read as fields of `ctx`.
  ///
  /// That of a JSON text is decoded each time it is read, and never when it is
  /// not; setting it takes the text's place.
  public var payload: Value.Object {
    get { content.fields }
    set { content = .fields(newValue) }
  }
  /// Data classes of values in the payload, besides those of the runtime's
  /// configuration.
  public var tags: [DataClassTag] = []
  /// The chat turn it belongs to, through which extensions keep their scratch
  /// space from hook to hook; without one the space lives for the run only.
  public var turn: ChatTurn?
  /// The seed of scripts' random numbers; derived from `requestId` by default.
  public var seed: UInt64?
  /// The clock of scripts, in seconds since 1970 UTC; the system's by default.
  public var clock: Int64?
  /// What is wrong with the fields it was made of; a run throws the first.
  private(set) var problems: [ExtensionError] = []
  /// Where the payload is.
  private(set) var content: Content

  /// Makes a context of a payload and the fields named above.
  public init(_ fields: Value.Object = Value.Object()) {
    self.init(.fields(fields))
    content.dropProperties()
  }

  /// Makes a context of a payload with the fields named above.
  init(_ content: Content) {
    self.content = content
    tenantId = text("tenantId") ?? tenantId
    sessionId = text("sessionId") ?? sessionId
    requestId = text("requestId") ?? requestId
    role = givenRole() ?? role
    tokenBudget = givenTokenBudget()
  }

  /// Makes a context of anything that encodes to a keyed container.
  ///
  /// - Throws: `configInvalid` when it encodes to something else, and what its
  ///   `encode(to:)` throws.
  public init(encoding content: some Encodable) throws {
    guard case .object(let fields) = try Value(encoding: content) else {
      throw ExtensionError(.configInvalid, "a context has to encode to an object with named fields")
    }
    self.init(fields)
  }

  private func given(_ name: String) -> Value? { content[name].flatMap { $0 == .null ? nil : $0 } }

  private mutating func text(_ name: String) -> String? {
    guard let value = given(name) else { return nil }
    guard let text = value.stringValue, !text.isEmpty else {
      refuse(name, "a string that is not empty", value)
      return nil
    }
    return text
  }

  private mutating func givenRole() -> Role? {
    guard let value = given("role") else { return nil }
    let role = value.stringValue.flatMap(Role.init)
    if role == nil { refuse("role", "\"GM\" or \"Player\"", value) }
    return role
  }

  private mutating func givenTokenBudget() -> Int? {
    guard let value = given("tokenBudget") else { return nil }
    guard let number = value.intValue, number >= 0 else {
      refuse("tokenBudget", "an integer that is not negative", value)
      return nil
    }
    return Int(clamping: number)
  }

  private mutating func refuse(_ name: String, _ expected: String, _ value: Value) {
    let message = "the context's \(name) is \(value.kindDescription) that does not fit; \(expected) is expected"
    problems.append(ExtensionError(.configInvalid, message))
  }
}

extension HookContext {
  /// Who speaks in a turn.
  @nonexhaustive
  public enum Role: String, Sendable, Hashable, CaseIterable {
    /// The game master.
    case gameMaster = "GM"
    /// A player.
    case player = "Player"
  }

  /// The fields that all extensions share.
  var sharedFields: Value.Object {
    var fields = payload
    if let attributes = fields["attributes"]?.objectValue {
      fields["attributes"] = .object(attributes.asFlatAttributes)
    }
    fields["tenantId"] = .string(tenantId)
    fields["sessionId"] = .string(sessionId)
    fields["role"] = .string(role.rawValue)
    fields["requestId"] = .string(requestId)
    return fields
  }

  /// The state that proposals of the run are about.
  public var subject: StateSubject { StateSubject(tenantId: tenantId, sessionId: sessionId) }
}

extension HookContext: ExpressibleByDictionaryLiteral {
  /// Makes a context of fields written in place.
  public init(dictionaryLiteral elements: (String, Value)...) {
    self.init(Value.Object(elements.map { (key: $0.0, value: $0.1) }))
  }
}
