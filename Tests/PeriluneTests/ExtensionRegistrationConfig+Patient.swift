import PeriluneModel

extension ExtensionRegistrationConfig {
  /// With budgets that no machine spends on these extensions, so that only the logic is tested.
  var patient: Self {
    var config = self
    let budget = HookBudget(maxLatencyMs: TemporaryExtensions.patience)
    for index in config.customHooks.indices { config.customHooks[index].budgetMs = TemporaryExtensions.patience }
    let names = (HookKind.builtIn + config.customHooks.map(\.kind)).map(\.rawValue) + ["strongest"]
    for index in config.extensions.indices {
      for name in names { config.extensions[index].overrides.hookBudgets[name] = budget }
    }
    return config
  }
}
