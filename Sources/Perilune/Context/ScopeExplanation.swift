public import PeriluneModel

/// What one extension sees of a context, and why it does not see the rest.
///
/// ```swift
/// let explanation = registry.explainScopes(of: "tide-table", context: context)
/// for part in explanation?.hidden ?? [] { print(part.path, part.reason) }
/// ```
public struct ScopeExplanation: Sendable, Hashable {
  /// The extension.
  public var extensionId: String
  /// The data classes that it is granted, sorted.
  public var granted: [DataClass]
  /// The context as the extension sees it.
  public var view: Value.Object
  /// What it does not see, in the order of the context.
  public var hidden: [Part] = []
  /// What it sees since it is granted the data class.
  public var shown: [Part] = []

  /// A tagged part of a context.
  public struct Part: Sendable, Hashable {
    /// Where it is, as a script would write it: `attributes["private.diary"]`.
    public var path: String
    /// Its data class; of several the one that decides.
    public var dataClass: DataClass
    /// The path pattern that tags it.
    public var pattern: String
    /// Why it is hidden or shown.
    public var reason: Reason
  }

  /// Why a part is hidden or shown; each raw value is the name in JSON.
  @nonexhaustive
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// The data class is granted.
    case granted
    /// The manifest's `dataClassScopes` does not ask for it.
    case notRequested = "not-requested"
    /// The host's `deniedDataClasses` has it.
    case denied
    /// The host's `dataClassAllowlist` lacks it.
    case notAllowed = "not-allowed"
  }
}

extension ExtensionRegistry {
  /// Says what an extension sees of a context; `nil` for an extension that is
  /// not loaded.
  public func explainScopes(of extensionId: String, context: HookContext) -> ScopeExplanation? {
    guard let owner = extensions.first(where: { $0.id == extensionId }) else { return nil }
    var walk = ScopeWalk(owner: owner, tags: config.dataClasses + context.tags, config: config)
    let view = walk.view(.object(context.sharedFields), at: [], spelled: "")
    return ScopeExplanation(
      extensionId: extensionId, granted: owner.scopes.sorted { $0.rawValue < $1.rawValue },
      view: view?.objectValue ?? Value.Object(), hidden: walk.hidden, shown: walk.shown)
  }
}

/// Goes through a context and leaves out what is withheld.
private struct ScopeWalk {
  let owner: LoadedExtension
  let tags: [DataClassTag]
  let config: ExtensionRegistrationConfig
  private(set) var hidden: [ScopeExplanation.Part] = []
  private(set) var shown: [ScopeExplanation.Part] = []

  init(owner: LoadedExtension, tags: [DataClassTag], config: ExtensionRegistrationConfig) {
    (self.owner, self.tags, self.config) = (owner, tags, config)
  }

  /// The value without its withheld parts; `nil` when all of it is withheld.
  mutating func view(_ value: Value, at path: [String], below parent: [String]? = nil, spelled: String) -> Value? {
    // Those that cover a part around this one were looked at there.
    let mine = tags.filter { tag in tag.covers(path) && parent.map { !tag.covers($0) } ?? true }
    for tag in mine {
      let reason = reason(for: tag.dataClass)
      let part = ScopeExplanation.Part(
        path: spelled.isEmpty ? "ctx" : spelled, dataClass: tag.dataClass, pattern: tag.pattern, reason: reason)
      guard reason == .granted else {
        hidden.append(part)
        return nil
      }
      shown.append(part)
    }
    switch value {
    case .array(let items):
      var kept: [Value] = []
      for (index, item) in items.enumerated() {
        let item = view(item, at: path + [String(index)], below: path, spelled: "\(spelled)[\(index + 1)]")
        if let item { kept.append(item) }
      }
      return .array(kept)
    case .object(let fields): return .object(self.fields(fields, at: path, spelled: spelled))
    default: return value
    }
  }

  private mutating func fields(_ fields: Value.Object, at path: [String], spelled: String) -> Value.Object {
    var kept = Value.Object()
    for (name, field) in fields {
      let keys = ContextEncoder.keys(of: name, in: path)
      kept[name] = view(field, at: path + keys, below: path, spelled: Self.spell(name, after: spelled))
    }
    return kept
  }

  private static func spell(_ name: String, after path: String) -> String {
    guard TextRule.functionName.isMet(by: name) else { return "\(path)[\(Value.string(name).json)]" }
    return path.isEmpty ? name : "\(path).\(name)"
  }

  private func reason(for dataClass: DataClass) -> ScopeExplanation.Reason {
    if owner.scopes.contains(dataClass) { return .granted }
    if !owner.manifest.dataClassScopes.contains(dataClass) { return .notRequested }
    return config.deniedDataClasses.contains(dataClass) ? .denied : .notAllowed
  }
}
