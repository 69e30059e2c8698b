public import PeriluneModel

/// One turn of a recorded conversation, as a line of a JSON Lines file has it.
///
/// A line is one turn, `{"conversation_id", "user", "model"}` with optional
/// `role`, `tenant_id`, `moderation` and `entities`, or a conversation,
/// `{"conversation_id", "turns": [{"user", "model"}]}`. Other fields belong to
/// whoever recorded it and are left alone.
public struct RecordedTurn: Sendable, Hashable {
  /// The conversation; one session of the store.
  public var conversationId: String
  /// The tenant, `default` where the line names none.
  public var tenantId = "default"
  /// Who speaks.
  public var role = HookContext.Role.player
  /// The player's text.
  public var user: String
  /// The model's draft.
  public var model: String
  /// What the safety filters said, or null.
  public var moderation = Value.null
  /// The entities that change in the turn.
  public var entities: [Entity] = []

  /// Makes a turn of two texts.
  public init(conversationId: String, user: String, model: String) {
    self.conversationId = conversationId
    self.user = user
    self.model = model
  }

  /// An entity about to be stored.
  public struct Entity: Sendable, Hashable {
    /// Its id, unique in the session.
    public var id: String
    /// Its type, such as `npc`.
    public var type: String
    /// Its attributes.
    public var attributes: Value.Object

    /// Makes an entity.
    public init(id: String, type: String, attributes: Value.Object) {
      self.id = id
      self.type = type
      self.attributes = attributes
    }
  }
}

extension RecordedTurn {
  /// Reads the turns of a JSON Lines file; empty lines count and are skipped.
  ///
  /// - Throws: `RegistrationFailure` with all `configInvalid` problems of the
  ///   file, each with its line.
  public static func read(jsonLines bytes: [UInt8], file: String) throws(RegistrationFailure) -> [RecordedTurn] {
    var turns: [RecordedTurn] = []
    var problems: [ExtensionError] = []
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      guard line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { continue }
      let place = SourceLocation(file: file, line: index + 1)
      do throws(JSONSyntaxError) {
        var reader = LineReader(place: place, value: try Value(parsing: line))
        turns += reader.turns()
        problems += reader.problems
      } catch {
        let location = SourceLocation(file: file, line: index + 1, column: error.column)
        problems.append(ExtensionError(.configInvalid, "not valid JSON: \(error.message)", location: location))
      }
    }
    guard problems.isEmpty else { throw RegistrationFailure(problems: problems) }
    return turns
  }
}

/// Reads one line, which holds one turn or one conversation.
private struct LineReader {
  let place: SourceLocation
  let value: Value
  private(set) var problems: [ExtensionError] = []

  init(place: SourceLocation, value: Value) {
    self.place = place
    self.value = value
  }

  mutating func turns() -> [RecordedTurn] {
    guard value.objectValue != nil else {
      refuse("a line has to hold one object, not \(value.kindDescription)")
      return []
    }
    let conversation = text("conversation_id", of: value) ?? ""
    guard let items = value["turns"] else { return [turn(value, conversation)].compactMap(\.self) }
    guard let parts = items.arrayValue else {
      refuse("\"turns\" has to be an array of {\"user\", \"model\"}")
      return []
    }
    return parts.compactMap { turn($0, conversation) }
  }

  private mutating func turn(_ fields: Value, _ conversation: String) -> RecordedTurn? {
    guard let user = text("user", of: fields), let model = text("model", of: fields) else { return nil }
    var turn = RecordedTurn(conversationId: conversation, user: user, model: model)
    turn.moderation = fields["moderation"] ?? .null
    turn.entities = (fields["entities"]?.arrayValue ?? []).compactMap { entity($0) }
    if let tenant = value["tenant_id"]?.stringValue { turn.tenantId = tenant }
    if let name = fields["role"] ?? value["role"] {
      guard let role = name.stringValue.flatMap(HookContext.Role.init) else {
        refuse("\"role\" has to be \"GM\" or \"Player\"")
        return nil
      }
      turn.role = role
    }
    return turn
  }

  private mutating func entity(_ fields: Value) -> RecordedTurn.Entity? {
    guard let id = text("id", of: fields), let type = text("type", of: fields) else { return nil }
    guard let attributes = fields["attributes"]?.objectValue else {
      refuse("the entity \"\(id)\" needs an object \"attributes\"")
      return nil
    }
    return RecordedTurn.Entity(id: id, type: type, attributes: attributes)
  }

  private mutating func text(_ name: String, of fields: Value) -> String? {
    let text = fields[name]?.stringValue
    if text == nil { refuse("a string \"\(name)\" is missing") }
    return text
  }

  private mutating func refuse(_ message: String) {
    problems.append(ExtensionError(.configInvalid, message, location: place))
  }
}
