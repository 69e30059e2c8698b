public import PeriluneModel

/// The hook `postModelDraft`.
public struct PostModelDraft: HookInput {
  /// The hook.
  public static let hook = HookKind.postModelDraft
  /// The turn.
  public var turn: TurnInput
  /// The model's draft.
  public var draft: String
  /// The fields that scripts read in `ctx`.
  public var payload: Value.Object { turn.payload(draft: draft, original: nil) }

  /// Makes the input.
  public init(_ turn: TurnInput, draft: String) {
    self.turn = turn
    self.draft = draft
  }

  /// What the extensions make of the draft.
  public struct Output: HookOutput {
    /// The draft as they left it; `nil` when nobody changed it.
    public var text: String?
    /// Tags, each once.
    public var tags: [String]
    /// What they say about the draft.
    public var metadata: Value.Object

    /// Reads a merged result.
    public init(merged: Value.Object) {
      text = merged["text"]?.stringValue
      tags = merged.texts("tags")
      metadata = merged.fields("metadata")
    }
  }
}

/// The hook `postModeration`.
public struct PostModeration: HookInput {
  /// The hook.
  public static let hook = HookKind.postModeration
  /// The turn.
  public var turn: TurnInput
  /// The draft as it is now.
  public var draft: String
  /// The model's own, where it was changed.
  public var original: String?
  /// What the safety filters said.
  public var moderation: Value
  /// The fields that scripts read in `ctx`.
  public var payload: Value.Object { turn.payload(draft: draft, original: original, moderation: moderation) }

  /// Makes the input.
  public init(_ turn: TurnInput, draft: String, original: String? = nil, moderation: Value) {
    self.turn = turn
    self.draft = draft
    self.original = original
    self.moderation = moderation
  }

  /// What the extensions make of the moderated draft.
  public struct Output: HookOutput {
    /// The draft as they left it; `nil` when nobody changed it.
    public var text: String?
    /// What was taken out, and why.
    public var redactions: [Passage]
    /// What they say about the draft.
    public var metadata: Value.Object
    /// Who stops the turn and why; `nil` when nobody does.
    public var abort: Abort?

    /// Reads a merged result.
    public init(merged: Value.Object) {
      text = merged["text"]?.stringValue
      redactions = merged.passages("redactions")
      metadata = merged.fields("metadata")
      abort = merged["abort"].map(Abort.init)
    }
  }

  /// The end of a turn.
  public struct Abort: Sendable, Hashable {
    /// Who stops it.
    public var extensionId: String
    /// Why.
    public var reason: String

    init(_ value: Value) {
      extensionId = value["extensionId"]?.stringValue ?? ""
      reason = value["reason"]?.stringValue ?? ""
    }
  }
}

/// The hook `prePersistTurn`.
public struct PrePersistTurn: HookInput {
  /// The hook.
  public static let hook = HookKind.prePersistTurn
  /// The turn.
  public var turn: TurnInput
  /// The draft as it will be stored.
  public var draft: String
  /// The model's own, where it was changed.
  public var original: String?
  /// What the safety filters said, where there are any.
  public var moderation: Value?
  /// The fields that scripts read in `ctx`.
  public var payload: Value.Object { turn.payload(draft: draft, original: original, moderation: moderation) }

  /// Makes the input.
  public init(_ turn: TurnInput, draft: String, original: String? = nil, moderation: Value? = nil) {
    self.turn = turn
    self.draft = draft
    self.original = original
    self.moderation = moderation
  }

  /// Nothing: its proposals are in the outcome's transaction.
  public struct Output: HookOutput {
    /// Reads a merged result.
    public init(merged: Value.Object) {}
  }
}
