import Perilune
import PeriluneModel
import Synchronization

/// Keeps every event.
final class EventRecorder: RuntimeObserver {
  private let kept = Mutex<[RuntimeEvent]>([])

  var events: [RuntimeEvent] { kept.withLock { $0 } }

  func observe(_ event: RuntimeEvent) { kept.withLock { $0.append(event) } }

  /// The events as short words, in order.
  var story: [String] { events.compactMap(\.word) }
}

extension RuntimeEvent {
  /// What happened and to whom, without times and ids.
  var word: String? {
    switch self {
    case .loaded(let count, let failed, _): "loaded \(count) \(failed)"
    case .loadRefused(let problems): "load refused \(problems.count)"
    case .reloaded(let reload): "reloaded \(reload.generation)"
    case .reloadRefused(let problems): "reload refused \(problems.count)"
    case .drained(let generation): "drained \(generation)"
    case .started(let run): "started \(run.hook)"
    case .invoking(_, let id, let function): "invoking \(id).\(function)"
    case .ran(_, let run): "ran \(run.extensionId)"
    case .skipped(_, let skip): "skipped \(skip.extensionId) \(skip.reason.rawValue)"
    case .failed(_, let error): "failed \(error.code.rawValue)"
    case .overran(_, let overrun): "overran \(overrun.kind.rawValue)"
    case .conflicted(_, let conflict): "conflicted \(conflict.path.map(\.description) ?? "hidden")"
    case .proposed(_, let id, let fate): "proposed \(id) \(fate.rawValue)"
    case .finished(_, _, let failure): "finished\(failure.map { " \($0.code.rawValue)" } ?? "")"
    case .killed(let kill): "killed \(kill.target)"
    case .revived(let revival): "revived \(revival.kill.target)"
    case .breakerChanged(let change): "breaker \(change.extensionId) \(change.state.rawValue)"
    case .applied: "applied"
    default: nil
    }
  }
}
