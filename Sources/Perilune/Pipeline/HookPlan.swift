import LuaSandbox
import PeriluneModel

/// What a generation knows of a hook before any run of it.
struct HookPlan: Sendable {
  let hook: HookKind
  /// Its definition, of a hook that is not built in.
  let custom: CustomHook?
  /// A merge that has taken no result yet.
  let merger: HookResultMerger
  /// Its functions, in their order of execution.
  let steps: [HookStep]

  init(_ hook: HookKind, custom: CustomHook?, steps: [HookStep]) {
    (self.hook, self.custom, self.steps) = (hook, custom, steps)
    merger = HookResultMerger(hook: hook, rule: custom?.merge)
  }

  /// The plans of all hooks that a run can be asked for.
  static func plans(
    of config: ExtensionRegistrationConfig, _ steps: [HookKind: [HookStep]]
  ) -> [HookKind: HookPlan] {
    let hooks = Set(HookKind.builtIn + config.customHooks.map(\.kind))
    return Dictionary(
      uniqueKeysWithValues: hooks.map { hook in
        (hook, HookPlan(hook, custom: config.customHook(hook), steps: steps[hook] ?? []))
      })
  }
}

/// One function of a hook, with all that does not change from run to run.
final class HookStep: Sendable {
  let owner: LoadedExtension
  let function: String
  let gate: Gate
  /// What an invocation may use, the hook's defaults included.
  let budget: HookBudget
  let time: Duration
  /// The data classes that the extension may see, as bits.
  let granted: UInt64
  /// What the id of a transaction ends in, behind that of the request.
  let txSuffix: String
  /// What every invocation gets over the context, where nothing shortens its
  /// time.
  let fields: [Invocation.Field]

  init(_ owner: LoadedExtension, _ function: String, place: Int, gate: Gate, mask: ClassMask, defaultMs: Int) {
    (self.owner, self.function, self.gate) = (owner, function, gate)
    budget = owner.budget(of: function, in: gate.hook, defaultMs: defaultMs)
    time = .milliseconds(budget.maxLatencyMs ?? defaultMs)
    granted = mask.granted(owner.scopes)
    txSuffix = "/\(gate.hook)/\(owner.id)/\(place)"
    fields = owner.fields + [Self.timeField(time)]
  }

  static func timeField(_ time: Duration) -> Invocation.Field {
    let (seconds, attoseconds) = time.components
    return .init("timeBudgetMs", .integer(seconds * 1_000 + attoseconds / 1_000_000_000_000_000))
  }

  /// The functions of an extension in a gate's hook, in their order.
  static func steps(
    of owner: LoadedExtension, _ gate: Gate, _ mask: ClassMask, _ config: ExtensionRegistrationConfig
  ) -> [HookStep] {
    let functions = owner.manifest.functions(of: gate.hook)
    let defaultMs = config.customHook(gate.hook)?.budgetMs ?? gate.hook.defaultBudgetMs
    return functions.map { function in
      let place = functions.firstIndex(of: function) ?? 0
      return HookStep(owner, function, place: place, gate: gate, mask: mask, defaultMs: defaultMs)
    }
  }
}
