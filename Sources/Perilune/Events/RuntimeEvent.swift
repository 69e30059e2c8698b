public import PeriluneModel

/// Something that happened in a runtime, for metrics, logs and traces.
@nonexhaustive
public enum RuntimeEvent: Sendable {
  /// A registry was loaded.
  case loaded(extensions: Int, warnings: [ExtensionError])
  /// A hook function ran, or was stopped.
  case ran(HookKind, HookOutcome.Run)
  /// A hook function was left out.
  case skipped(HookKind, HookOutcome.Skip)
  /// A hook run ended; `duration` is its wall-clock time.
  case finished(HookKind, duration: Duration)
  /// The time that extensions added to one of the host's operations was judged.
  case measured(Overhead)
  /// A transaction was applied, or had been before.
  case applied(txId: String, changes: Int, wasNew: Bool)
}

/// Receives what happens in a runtime.
///
/// It is called in the order of the events of one run, from any thread, also
/// concurrently for concurrent runs; a slow observer slows the run.
public protocol RuntimeObserver: Sendable {
  /// Takes one event.
  func observe(_ event: RuntimeEvent)
}
