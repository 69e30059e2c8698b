/// The moment at which a host calls its extensions.
///
/// ```swift
/// let hook = HookKind.postModelDraft
/// hook.defaultBudgetMs  // 25
/// ```
public struct HookKind: RawRepresentable, Sendable, Hashable {
  /// The hook's name, as manifests and logs write it.
  public let rawValue: String

  /// Makes the hook with this name, built in or not.
  public init(rawValue: String) { self.rawValue = rawValue }
}

extension HookKind {
  /// An entity is about to be stored.
  public static let normalize = HookKind(rawValue: "normalize")
  /// Retrieved context is about to be assembled.
  public static let retrievalEnrichment = HookKind(rawValue: "retrievalEnrichment")
  /// An entity is about to be saved, and extensions may only object.
  public static let preSaveValidate = HookKind(rawValue: "preSaveValidate")
  /// The prompt of a chat turn is about to be built.
  public static let preChatTurn = HookKind(rawValue: "preChatTurn")
  /// The model's raw draft is there.
  public static let postModelDraft = HookKind(rawValue: "postModelDraft")
  /// The safety filters have seen the draft.
  public static let postModeration = HookKind(rawValue: "postModeration")
  /// The turn is about to be stored.
  public static let prePersistTurn = HookKind(rawValue: "prePersistTurn")

  /// Every hook that the runtime itself defines, in the order of its use.
  public static let builtIn: [HookKind] = [
    .normalize, .retrievalEnrichment, .preSaveValidate,
    .preChatTurn, .postModelDraft, .postModeration, .prePersistTurn,
  ]
}

extension HookKind {
  /// The manifest field that lists a hook's functions.
  @nonexhaustive
  public enum Section: String, Sendable, Hashable, CaseIterable {
    /// Hooks around entities and retrieval, and custom ones.
    case hooks
    /// Hooks around one chat turn.
    case chatHooks
  }

  /// Whether the runtime itself defines the hook.
  public var isBuiltIn: Bool { Self.builtIn.contains(self) }

  /// Whether functions of this hook may not propose state transactions.
  public var isReadOnly: Bool { self == .preSaveValidate }

  /// The manifest field that lists the hook's functions.
  public var section: Section {
    switch self {
    case .preChatTurn, .postModelDraft, .postModeration, .prePersistTurn: .chatHooks
    default: .hooks
    }
  }

  /// The wall-clock budget of one invocation in milliseconds, where neither
  /// manifest nor host sets another.
  ///
  /// A hook that is not built in has the one of its `CustomHook`.
  public var defaultBudgetMs: Int {
    switch self {
    case .retrievalEnrichment, .prePersistTurn: 30
    case .preSaveValidate, .preChatTurn: 40
    case .postModelDraft: 25
    case .postModeration: 20
    default: 50
    }
  }
}

extension HookKind: CustomStringConvertible {
  /// The hook's name.
  public var description: String { rawValue }
}
