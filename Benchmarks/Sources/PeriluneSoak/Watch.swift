import Foundation
import Perilune
import PeriluneMetrics
import PeriluneModel
import Synchronization

/// Counts on its own what the metrics have to agree with, and keeps the times of
/// the good extensions and of their whole runs.
final class Watch: RuntimeObserver {
  struct Counts {
    var admitted = 0
    var ran = 0
    var droppedOrSkipped = 0
    var good = DurationHistogram()
    var goodRuns = DurationHistogram()
  }

  private let counts = Mutex(Counts())

  var now: Counts { counts.withLock { $0 } }

  func observe(_ event: RuntimeEvent) {
    switch event {
    case .invoking: counts.withLock { $0.admitted += 1 }
    case .skipped: counts.withLock { $0.droppedOrSkipped += 1 }
    case .ran(let run, let function):
      counts.withLock { counts in
        counts.ran += 1
        if run.hook == Population.goodHook { counts.good.record(function.duration + function.queueWait) }
      }
    case .finished(let run, let duration, _):
      if run.hook == Population.goodHook { counts.withLock { $0.goodRuns.record(duration) } }
    default: break
    }
  }
}

/// The processor time of this process, in seconds.
func processorTime() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

/// The memory of this process, in bytes; 0 where it cannot be read.
func residentMemory() -> Int {
  let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
  let fields = text.split(separator: " ")
  return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * 4_096
}
