public import PeriluneModel

/// What all hooks of a chat turn get.
public struct TurnInput: Sendable, Hashable {
  /// What the player wrote; `ctx.message.text`.
  public var message: String
  /// Earlier turns, the oldest first; `ctx.history`.
  public var history: [Exchange] = []
  /// The state as the turn began; `ctx.attributes`.
  public var attributes = Value.Object()
  /// The turn's number, counted from 1; `ctx.turn.index`.
  public var index: Int?
  /// Whatever else scripts shall find; fields above win.
  public var more = Value.Object()

  /// A message and the answer to it.
  public struct Exchange: Sendable, Hashable {
    /// What the player wrote.
    public var user: String
    /// What the model answered.
    public var model: String

    /// Makes an exchange.
    public init(user: String, model: String) {
      self.user = user
      self.model = model
    }
  }

  /// Makes the input of a turn that begins with a message.
  public init(message: String) { self.message = message }

  var payload: Value.Object {
    var fields = more
    fields["message"] = ["text": .string(message)]
    fields["history"] = .array(history.map { ["user": .string($0.user), "model": .string($0.model)] })
    fields["attributes"] = .object(attributes)
    if let index { fields["turn"] = ["index": .int(Int64(index))] }
    return fields
  }

  /// The payload of a hook that comes after the model.
  func payload(draft: String, original: String?, moderation: Value? = nil) -> Value.Object {
    var fields = payload
    fields["draft"] = ["text": .string(draft), "original": .string(original ?? draft)]
    fields["moderation"] = moderation
    return fields
  }
}
