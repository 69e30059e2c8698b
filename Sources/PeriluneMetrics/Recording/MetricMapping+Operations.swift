import Perilune
import PeriluneModel

extension MetricMapping {
  /// Everything that is not the course of an invocation.
  func operate(_ event: RuntimeEvent, _ body: (SeriesKey, MetricChange) -> Void) {
    switch event {
    case .overran(let run, let overrun): self.overrun(overrun, run, body)
    case .proposed(let run, let id, let fate):
      let hook = run.hook.rawValue
      body(SeriesKey(metric: .stateTransactions, extensionId: id, hook: hook, detail: fate.rawValue), .add(1))
    case .breakerChanged(let change):
      let isOpen = change.state != .closed
      body(
        SeriesKey(metric: .circuitOpen, extensionId: change.extensionId, hook: change.hook.rawValue),
        .set(isOpen ? 1 : 0))
    case .stillKilled(let kill): mark(kill.target, isKilled: true, body)
    case .killed(let kill): order("killed", kill.target, body)
    case .revived(let revival): order("revived", revival.kill.target, body)
    case .measured(let overhead): body(SeriesKey(metric: .overhead), .set(overhead.percent / 100))
    default: load(event, body)
    }
  }

  private func load(_ event: RuntimeEvent, _ body: (SeriesKey, MetricChange) -> Void) {
    switch event {
    case .loaded(let count, let failed, _):
      body(SeriesKey(metric: .extensionsLoaded), .add(Double(count)))
      body(SeriesKey(metric: .extensionsFailed), .add(Double(failed)))
    case .reloaded(let reload):
      body(SeriesKey(metric: .reloads, detail: "done"), .add(1))
      body(SeriesKey(metric: .extensionsLoaded), .add(Double(reload.added.count + reload.changed.count)))
    case .reloadRefused(let problems):
      body(SeriesKey(metric: .reloads, detail: "refused"), .add(1))
      body(SeriesKey(metric: .extensionsFailed), .add(Self.failures(problems)))
    case .loadRefused(let problems): body(SeriesKey(metric: .extensionsFailed), .add(Self.failures(problems)))
    default: break
    }
  }

  private func overrun(_ overrun: BudgetOverrun, _ run: RunReference, _ body: (SeriesKey, MetricChange) -> Void) {
    let (id, hook) = (overrun.extensionId, run.hook.rawValue)
    body(
      SeriesKey(metric: .budgetOverruns, extensionId: id, hook: hook, detail: overrun.kind.rawValue), .add(1))
    if overrun.kind == .time { body(SeriesKey(metric: .timeouts, extensionId: id, hook: hook), .add(1)) }
  }

  private func order(_ order: String, _ target: KillTarget, _ body: (SeriesKey, MetricChange) -> Void) {
    mark(target, isKilled: order == "killed", body)
    body(Self.key(.killOrders, target, order), .add(1))
  }

  private func mark(_ target: KillTarget, isKilled: Bool, _ body: (SeriesKey, MetricChange) -> Void) {
    body(Self.key(.killed, target), .set(isKilled ? 1 : 0))
  }

  private static func key(_ metric: RuntimeMetric, _ target: KillTarget, _ detail: String = "") -> SeriesKey {
    SeriesKey(
      metric: metric, extensionId: target.extensionId ?? all, hook: target.hook?.rawValue ?? all, detail: detail)
  }

  /// How many extensions have an error; problems of no extension are one.
  private static func failures(_ problems: [ExtensionError]) -> Double {
    Double(Set(problems.filter { $0.severity != .warn }.map { $0.extensionId ?? "" }).count)
  }
}
