package import LuaSandbox
public import PeriluneModel

/// An extension that passed every check, ready to run.
public struct LoadedExtension: Sendable {
  /// Its manifest, without the capabilities that the host stripped.
  public let manifest: Manifest
  /// The data classes that it may see.
  public let scopes: Set<DataClass>
  /// The order of execution: higher runs earlier.
  public let priority: Int
  /// Whether it runs at all.
  public let isEnabled: Bool
  let overrides: ExtensionRegistrationConfig.Overrides
  let config: Tape
  let initial: Tape
  let hasShutdown: Bool
  let fingerprint: Fingerprint
  package let pool: SandboxPool

  /// What every invocation of it gets over the context.
  var fields: [Invocation.Field] {
    let config = Invocation.Field("config", .tape(config))
    return initial == .none ? [config] : [config, .init("init", .tape(initial))]
  }

  var sources: [Source] { fingerprint.sources }

  /// Its id.
  public var id: String { manifest.id }

  /// What one invocation of a function may use: the host's overrides, then the
  /// manifest, then the hook's default time.
  func budget(of function: String, in hook: HookKind, defaultMs: Int) -> HookBudget {
    (overrides.hookBudgets[function] ?? HookBudget())
      .filled(from: overrides.hookBudgets[hook.rawValue])
      .filled(from: manifest.budget(of: function, in: hook))
      .filled(from: HookBudget(maxLatencyMs: defaultMs))
  }

  /// What one call of a resolver may use, where somebody says so.
  func budget(ofResolver function: String) -> HookBudget {
    (overrides.hookBudgets[function] ?? HookBudget()).filled(from: manifest.hookBudgets[function])
  }
}
