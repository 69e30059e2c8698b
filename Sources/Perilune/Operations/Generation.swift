import PeriluneModel
import Synchronization

/// A registry in use: its plan for each hook, its gates and the runs on it.
///
/// A run holds one generation from its beginning to its end, so that nothing
/// mixes two.
final class Generation: Sendable {
  private struct GateKey: Hashable {
    let extensionId: String
    let hook: HookKind
  }

  /// Counted from 1.
  let number: Int
  let registry: ExtensionRegistry
  let mask: ClassMask
  /// The ids of its extensions.
  let executionOrder: [String]
  private let plans: [HookKind: HookPlan]
  private let gates: [GateKey: Gate]
  /// The runs, and one for being the current generation.
  private let users = Atomic(1)
  private let drained = Mutex<CheckedContinuation<Void, Never>?>(nil)

  /// - Parameter previous: Whose gates extensions keep that it has too.
  /// - Throws: `configInvalid` when more than 63 data classes are granted.
  init(
    _ number: Int, _ registry: ExtensionRegistry, previous: Generation? = nil, now: @escaping @Sendable () -> Duration
  ) throws(ExtensionError) {
    self.number = number
    self.registry = registry
    executionOrder = registry.extensions.map(\.id)
    let config = registry.config
    mask = try ClassMask(granted: registry.extensions.reduce(into: []) { $0.formUnion($1.scopes) })
    let kept = previous?.registry.config.breaker == config.breaker ? previous : nil
    let settings = config.breaker.isEnabled ? config.breaker.settings : nil
    var steps: [HookKind: [HookStep]] = [:]
    var gates: [GateKey: Gate] = [:]
    for owner in registry.extensions {
      let isKept = kept?.registry.extensions.contains { $0.pool === owner.pool } == true
      for hook in owner.hooks(of: config) {
        let key = GateKey(extensionId: owner.id, hook: hook)
        let gate = (isKept ? kept?.gates[key] : nil) ?? Gate(owner, hook, breaker: settings, now: now)
        gates[key] = gate
        steps[hook, default: []] += HookStep.steps(of: owner, gate, mask, config)
      }
    }
    self.gates = gates
    plans = HookPlan.plans(of: config, steps)
  }

  /// The plan of a hook; `nil` for one that nobody defined.
  func plan(of hook: HookKind) -> HookPlan? { plans[hook] }

  func gate(of extensionId: String, in hook: HookKind) -> Gate? {
    gates[GateKey(extensionId: extensionId, hook: hook)]
  }

  func follow(_ board: KillBoard) { for gate in gates.values { gate.follow(board) } }

  /// Breakers that do not go on in a later generation, and would look open for
  /// ever to who watches.
  func breakersLost(to later: Generation) -> [BreakerChange] {
    gates.filter { key, gate in
      let successor = later.gates[key]
      guard successor !== gate, gate.breakerState != .closed else { return false }
      return successor?.breakerState ?? .closed == .closed
    }.keys.map { BreakerChange(extensionId: $0.extensionId, hook: $0.hook, state: .closed) }
  }

  // MARK: Runs

  func enter() { users.add(1, ordering: .relaxed) }

  func leave() {
    guard users.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 else { return }
    drained.withLock { $0.take() }?.resume()
  }

  /// Waits for the last run; to be called once, when no new one can begin.
  func drain() async {
    await withCheckedContinuation { continuation in
      drained.withLock { $0 = continuation }
      leave()
    }
  }
}

extension LoadedExtension {
  /// The hooks in which any of its functions can run; its resolvers in all.
  fileprivate func hooks(of config: ExtensionRegistrationConfig) -> Set<HookKind> {
    let own = Set(manifest.hooks.map(\.hook))
    return manifest.resolvers.isEmpty ? own : own.union(HookKind.builtIn + config.customHooks.map(\.kind))
  }
}
