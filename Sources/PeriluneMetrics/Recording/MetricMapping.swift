import Perilune
import PeriluneModel

/// What each event changes in which series.
///
/// It remembers which runs have an invocation that was admitted and has not
/// ended, so that none is lost or counted twice.
struct MetricMapping {
  private typealias Key = SeriesKey

  /// What a kill of everything counts under.
  static let all = "all"

  private struct Invocation {
    let extensionId: String
    let hook: String
  }

  private var pending: [UInt64: Invocation] = [:]

  mutating func forEachChange(of event: RuntimeEvent, _ body: (SeriesKey, MetricChange) -> Void) {
    switch event {
    case .invoking(let run, let id, _): admit(run, id, body)
    case .ran(let run, let function): end(run, function, body)
    case .skipped(let run, let skip): self.skip(run, skip, body)
    case .finished(let run, let duration, let failure): finish(run, duration, failure, body)
    case .failed(let run, let error): fail(error, run, body)
    default: operate(event, body)
    }
  }

  // MARK: Invocations

  private mutating func admit(_ run: RunReference, _ id: String, _ body: (SeriesKey, MetricChange) -> Void) {
    let hook = run.hook.rawValue
    pending[run.id] = Invocation(extensionId: id, hook: hook)
    body(Key(metric: .admitted, extensionId: id, hook: hook), .add(1))
    body(Key(metric: .running, extensionId: id, hook: hook), .add(1))
  }

  private mutating func end(
    _ run: RunReference, _ function: HookOutcome.Run, _ body: (SeriesKey, MetricChange) -> Void
  ) {
    settle(run, asDropped: false, body)
    func key(_ metric: RuntimeMetric) -> Key {
      Key(metric: metric, extensionId: function.extensionId, hook: run.hook.rawValue)
    }
    body(key(.invocations), .add(1))
    body(key(.duration), .record(function.duration))
    body(key(.queueWait), .record(function.queueWait))
    body(key(.peakMemory), .set(Double(function.peakMemory)))
    if function.tokens > 0 { body(key(.tokenUsage), .add(Double(function.tokens))) }
  }

  private mutating func skip(
    _ run: RunReference, _ skip: HookOutcome.Skip, _ body: (SeriesKey, MetricChange) -> Void
  ) {
    settle(run, asDropped: true, body)
    let (id, hook) = (skip.extensionId, run.hook.rawValue)
    body(
      Key(metric: .skippedInvocations, extensionId: id, hook: hook, detail: skip.reason.rawValue), .add(1))
    guard skip.reason == .disabled || skip.reason == .killed else { return }
    body(Key(metric: .disabledInvocations, extensionId: id, hook: hook), .add(1))
  }

  /// A run has one invocation at a time, so whatever comes next about it says
  /// what became of that one.
  private mutating func settle(_ run: RunReference, asDropped: Bool, _ body: (SeriesKey, MetricChange) -> Void) {
    guard let invocation = pending.removeValue(forKey: run.id) else { return }
    let (id, hook) = (invocation.extensionId, invocation.hook)
    body(Key(metric: .running, extensionId: id, hook: hook), .add(-1))
    if asDropped { body(Key(metric: .dropped, extensionId: id, hook: hook), .add(1)) }
  }

  private mutating func finish(
    _ run: RunReference, _ duration: Duration, _ failure: ExtensionError?, _ body: (SeriesKey, MetricChange) -> Void
  ) {
    settle(run, asDropped: true, body)
    let hook = run.hook.rawValue
    body(Key(metric: .hookRuns, hook: hook, detail: failure == nil ? "done" : "refused"), .add(1))
    body(Key(metric: .hookDuration, hook: hook), .record(duration))
  }

  private func fail(_ error: ExtensionError, _ run: RunReference, _ body: (SeriesKey, MetricChange) -> Void) {
    let metric = error.severity == .warn ? RuntimeMetric.warnings : .errors
    let key = Key(
      metric: metric, extensionId: error.extensionId ?? "", hook: run.hook.rawValue, detail: error.code.rawValue)
    body(key, .add(1))
  }
}
