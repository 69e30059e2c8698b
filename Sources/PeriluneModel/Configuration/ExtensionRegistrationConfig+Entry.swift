extension ExtensionRegistrationConfig {
  /// What the host says about one extension.
  public struct Entry: Sendable, Hashable {
    /// The extension's identifier.
    public var id: String
    /// Its folder, when it is not among those that are searched.
    public var path: String?
    /// What its scripts find in `ctx.config`; always an object.
    public var config: Value
    /// What replaces settings of its manifest.
    public var overrides: Overrides

    /// Makes an entry.
    public init(
      id: String,
      path: String? = nil,
      config: Value = .object(Value.Object()),
      overrides: Overrides = Overrides()
    ) {
      self.id = id
      self.path = path
      self.config = config
      self.overrides = overrides
    }
  }

  /// Settings that win over those of a manifest.
  public struct Overrides: Sendable, Hashable {
    /// How many invocations may run at the same time.
    public var concurrencyLimit: Int?
    /// Whether the extension is loaded enabled.
    public var killSwitchEnabled: Bool?
    /// The place among extensions; a higher one runs earlier.
    public var priority: Int?
    /// What invocations may spend, by the name of a hook or a function.
    public var hookBudgets: [String: HookBudget]

    /// Makes overrides; what is `nil` or empty stays as the manifest has it.
    public init(
      concurrencyLimit: Int? = nil,
      killSwitchEnabled: Bool? = nil,
      priority: Int? = nil,
      hookBudgets: [String: HookBudget] = [:]
    ) {
      self.concurrencyLimit = concurrencyLimit
      self.killSwitchEnabled = killSwitchEnabled
      self.priority = priority
      self.hookBudgets = hookBudgets
    }
  }
}
