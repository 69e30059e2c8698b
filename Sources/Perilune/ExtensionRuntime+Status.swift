import LuaSandbox
import PeriluneModel
import Synchronization

extension ExtensionRuntime {
  /// How each extension stands in each of its hooks: in the order of execution,
  /// the hooks in the order of their use.
  public var status: [ExtensionStatus] {
    let (generation, board) = control.withLock { ($0.current, $0.board) }
    return generation.registry.extensions.flatMap { owner in
      let load = owner.pool.load
      return owner.usedHooks.map { hook in
        ExtensionStatus(
          extensionId: owner.id, version: owner.manifest.version, hook: hook,
          functions: owner.manifest.functions(of: hook), isEnabled: owner.isEnabled,
          kill: board.kill(of: owner.id, in: hook),
          breaker: generation.gate(of: owner.id, in: hook)?.breakerState ?? .closed, running: load.running,
          waiting: load.waiting)
      }
    }
  }
}

extension LoadedExtension {
  /// The hooks that it has functions for: built-in ones in the order of a turn,
  /// then others by name.
  fileprivate var usedHooks: [HookKind] {
    let used = Set(manifest.hooks.map(\.hook))
    let others = used.filter { !$0.isBuiltIn }.sorted { $0.rawValue < $1.rawValue }
    return HookKind.builtIn.filter(used.contains) + others
  }
}
