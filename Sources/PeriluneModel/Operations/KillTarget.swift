/// What an operator can kill and revive.
@nonexhaustive
public enum KillTarget: Sendable, Hashable {
  /// Every extension, those of later reloads included.
  case all
  /// One extension in all its hooks.
  case `extension`(String)
  /// One extension in one hook.
  case hook(HookKind, of: String)

  /// The extension; `nil` for all.
  public var extensionId: String? {
    switch self {
    case .all: nil
    case .extension(let id), .hook(_, of: let id): id
    }
  }

  /// The hook; `nil` for every hook.
  public var hook: HookKind? {
    if case .hook(let hook, _) = self { hook } else { nil }
  }

  /// Whether functions of an extension in a hook are meant.
  public func covers(_ extensionId: String, in hook: HookKind) -> Bool {
    (self.extensionId ?? extensionId) == extensionId && (self.hook ?? hook) == hook
  }
}

extension KillTarget: CustomStringConvertible {
  /// `all`, `tag-words` or `tag-words/preChatTurn`.
  public var description: String {
    [extensionId ?? "all", hook?.rawValue].compactMap(\.self).joined(separator: "/")
  }
}
