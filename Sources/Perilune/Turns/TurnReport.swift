public import PeriluneModel

/// What a turn's extensions did.
public struct TurnReport: Sendable {
  /// The conversation.
  public var conversationId: String
  /// The turn's number in it, counted from 1.
  public var index: Int
  /// The player's text.
  public var user: String
  /// The model's draft as the extensions left it.
  public var draft: String
  /// Why the turn was aborted; `nil` when it was not.
  public var abortReason: String?
  /// What each hook run did, in order.
  public var outcomes: [HookOutcome] = []
  /// The proposals of all hooks, merged; `nil` for an aborted turn.
  public var merged: MergedTransactions?
  /// What changed in the store.
  public var changes: [AttributeChange] = []
  /// The entities that were about to be saved.
  public var entities: [Entity] = []
  /// What the store refused.
  public var errors: [ExtensionError] = []

  /// An entity that was about to be saved.
  public struct Entity: Sendable {
    /// Its id.
    public var id: String
    /// Its type.
    public var type: String
    /// Its attributes, normalized.
    public var attributes: Value.Object
    /// What `normalize` changed.
    public var normalized = Value.Object()
    /// Why it was not saved; empty when it was.
    public var rejections: [Value] = []
  }

  /// The time that extensions added to the turn: the wall-clock time of all
  /// its hook runs.
  public var extensionTime: Duration { outcomes.reduce(.zero) { $0 + $1.duration } }
}
