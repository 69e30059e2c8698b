public import PeriluneModel

/// The hook `retrievalEnrichment`.
public struct RetrievalEnrichment: HookInput {
  /// The hook.
  public static let hook = HookKind.retrievalEnrichment
  /// What is looked for; `ctx.query`.
  public var query: String
  /// The turn it is part of.
  public var turn: TurnInput

  /// Makes the input; the message is the query unless told otherwise.
  public init(_ turn: TurnInput, query: String? = nil) {
    self.turn = turn
    self.query = query ?? turn.message
  }

  /// The fields that scripts read in `ctx`.
  public var payload: Value.Object {
    var fields = turn.payload
    fields["query"] = .string(query)
    return fields
  }

  /// What the extensions add to the retrieved context.
  public struct Output: HookOutput {
    /// Texts, in order.
    public var snippets: [Passage]
    /// Tags, each once.
    public var tags: [String]

    /// Reads a merged result.
    public init(merged: Value.Object) {
      snippets = merged.passages("snippets")
      tags = merged.texts("tags")
    }
  }
}

/// The hook `preChatTurn`.
public struct PreChatTurn: HookInput {
  /// The hook.
  public static let hook = HookKind.preChatTurn
  /// The turn whose prompt is about to be built.
  public var turn: TurnInput
  /// The fields that scripts read in `ctx`.
  public var payload: Value.Object { turn.payload }

  /// Makes the input.
  public init(_ turn: TurnInput) { self.turn = turn }

  /// Makes the input of a message alone.
  public init(message: String) { turn = TurnInput(message: message) }

  /// What the extensions add to the prompt.
  public struct Output: HookOutput {
    /// Texts for the context, in order.
    public var snippets: [Passage]
    /// Instructions for the model, in order.
    public var directives: [Passage]
    /// What they say about the turn.
    public var metadata: Value.Object

    /// Reads a merged result.
    public init(merged: Value.Object) {
      snippets = merged.passages("snippets")
      directives = merged.passages("directives")
      metadata = merged.fields("metadata")
    }
  }
}
