public import PeriluneModel

/// What a host gives to the extensions of one hook, with the result that they
/// make of it.
///
/// Each built-in hook has its own; a host can make one for a custom hook.
///
/// ```swift
/// let outcome = try await runtime.run(PreChatTurn(message: "Thank you, Mira.")) { $0.sessionId = "harbor" }
/// for directive in outcome.result.directives { prompt += directive.text }
/// ```
public protocol HookInput: Sendable {
  /// What the extensions' results merge into.
  associatedtype Output: HookOutput
  /// The hook.
  static var hook: HookKind { get }
  /// The fields that scripts read in `ctx`.
  var payload: Value.Object { get }
}

/// What the results of one hook merge into.
public protocol HookOutput: Sendable {
  /// Reads a merged result; fields that nobody returned are empty.
  init(merged: Value.Object)
}

/// An outcome with its merged result as the hook's own type.
public struct TypedOutcome<Output: HookOutput>: Sendable {
  /// The merged result.
  public var result: Output
  /// Everything else: who ran, the transaction, conflicts, errors.
  public var outcome: HookOutcome
}

extension ExtensionRuntime {
  /// Runs every extension of a hook, with typed input and result.
  ///
  /// - Parameter configure: Sets tenant, session, request and the like.
  /// - Throws: What ``run(_:_:)`` throws.
  public func run<Input: HookInput>(
    _ input: Input, configure: (inout HookContext) -> Void = { _ in }
  ) async throws -> TypedOutcome<Input.Output> {
    var context = HookContext()
    context.payload = input.payload
    configure(&context)
    let outcome = try await run(Input.hook, context)
    return TypedOutcome(result: Input.Output(merged: outcome.merged.value), outcome: outcome)
  }
}

/// A piece of text that an extension adds, with what it says about it.
public struct Passage: Sendable, Hashable {
  /// The text.
  public var text: String
  /// The other fields of the table that it came in; empty for a plain string.
  public var details: Value.Object

  /// Makes a passage.
  public init(_ text: String, details: Value.Object = Value.Object()) {
    self.text = text
    self.details = details
  }

  init?(_ value: Value) {
    if let text = value.stringValue {
      self.init(text)
    } else {
      guard var fields = value.objectValue, let text = fields["text"]?.stringValue else { return nil }
      fields["text"] = nil
      self.init(text, details: fields)
    }
  }
}

extension Value.Object {
  /// The passages of a merged list.
  func passages(_ name: String) -> [Passage] { (self[name]?.arrayValue ?? []).compactMap(Passage.init) }

  /// The texts of a merged list.
  func texts(_ name: String) -> [String] { (self[name]?.arrayValue ?? []).compactMap(\.stringValue) }

  /// The fields of a merged object.
  func fields(_ name: String) -> Value.Object { self[name]?.objectValue ?? Value.Object() }
}
