import Perilune
import PeriluneModel

/// Says on the error stream what operators did and what breakers do, so that
/// the output of a process tells its night.
struct OperationNotes: RuntimeObserver {
  func observe(_ event: RuntimeEvent) {
    switch event {
    case .killed(let kill): write("killed \(kill.target), by \(kill.actor): \(kill.reason)")
    case .stillKilled(let kill): write("still killed: \(kill.target), by \(kill.actor): \(kill.reason)")
    case .revived(let revival): write("revived \(revival.kill.target), by \(revival.actor): \(revival.reason)")
    case .breakerChanged(let change):
      guard let text = Self.text(of: change) else { return }
      write("breaker of \(change.extensionId)/\(change.hook) \(text)")
    default: break
    }
  }

  private static func text(of change: BreakerChange) -> String? {
    switch change.state {
    case .open: "open for \(change.openFor ?? .zero)"
    case .closed: "closed"
    default: nil
    }
  }

  private func write(_ line: String) {
    Terminal.errors.write([Row.printable(line).replacing("\n", with: " ")])
  }
}
