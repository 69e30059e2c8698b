/// What an extension says about itself in its `manifest.json`.
///
/// ```swift
/// let decoded = Manifest.decode(bytes, file: "mood-tags/manifest.json")
/// for problem in decoded.problems { print(problem) }
/// ```
public struct Manifest: Sendable {
  /// The identifier, lower-case with hyphens, unique among loaded extensions.
  public var id: String
  /// What people call it.
  public var name: String
  /// What it does, in a sentence.
  public var description: String
  /// Its own version.
  public var version: SemanticVersion
  /// The versions of the runtime's API that it works with.
  public var coreApiRange: VersionRange
  /// The licence it comes under.
  public var license: String?
  /// Who made it.
  public var author: String?
  /// The main script's path inside the folder.
  public var entry = "main.lua"
  /// Other extensions that must be loaded too.
  public var peerExtensions: [Peer] = []
  /// What it does with the host's data, by namespaced names.
  public var capabilities: [String] = []
  /// Privileged host functions that it needs.
  public var unsafeCapabilities: [String] = []
  /// Its functions and the hooks that call them, in the declared order.
  public var hooks: [HookBinding] = []
  /// Its place among extensions; a higher one runs earlier.
  public var priority = 0
  /// What invocations may spend, by the name of a hook or a function.
  public var hookBudgets: [String: HookBudget] = [:]
  /// The memory of one script state in KiB; `nil` takes the host's limit.
  public var memoryLimitKB: Int?
  /// How many invocations may run at the same time.
  public var concurrencyLimit = 4
  /// Whether it is loaded enabled.
  public var killSwitchEnabled = true
  /// Sensitive data that it asks to see.
  public var dataClassScopes: [DataClass] = []
  /// Whether its hooks may propose state transactions.
  public var stateTransactionSupport = false
  /// The functions that other extensions can name as conflict resolvers.
  public var resolvers: [String] = []
  /// The path of the JSON Schema for its configuration, inside the folder.
  public var configSchema: String?
  /// Where each field stands in the file.
  public var locations: SourceMap

  /// Makes a manifest from its required fields; the others have their
  /// defaults.
  public init(
    id: String,
    name: String,
    description: String,
    version: SemanticVersion,
    coreApiRange: VersionRange,
    locations: SourceMap = SourceMap(file: "manifest.json")
  ) {
    self.id = id
    self.name = name
    self.description = description
    self.version = version
    self.coreApiRange = coreApiRange
    self.locations = locations
  }
}

extension Manifest {
  /// Another extension that must be loaded for this one to work.
  public struct Peer: Sendable, Hashable {
    /// The other extension's identifier.
    public var id: String
    /// The versions of it that will do.
    public var range: VersionRange

    /// Makes a peer.
    public init(id: String, range: VersionRange) {
      self.id = id
      self.range = range
    }
  }

  /// The functions of one hook, in the declared order.
  public func functions(of hook: HookKind) -> [String] {
    hooks.filter { $0.hook == hook }.map(\.function)
  }

  /// What one function may spend in one hook: the function's own limits, then
  /// the hook's.
  public func budget(of function: String, in hook: HookKind) -> HookBudget {
    let own = hookBudgets[function] ?? HookBudget()
    return own.filled(from: hookBudgets[hook.rawValue])
  }
}
