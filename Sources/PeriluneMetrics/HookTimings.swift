import Histogram
public import Perilune
public import PeriluneModel
import Synchronization

/// Measures how long hooks and their functions take.
///
/// Durations are kept in microseconds with three significant digits, in bounded
/// memory however long it runs: pairs of hook and extension beyond the first
/// thousand count under `other`. Safe to use from any thread.
///
/// ```swift
/// let timings = HookTimings()
/// options.observers.append(timings)
/// timings.summaries.first?.p95  // of one hook
/// ```
public final class HookTimings: RuntimeObserver {
  private struct Key: Hashable {
    let hook: HookKind
    let owner: String?
  }

  private static let limit = 1_000
  private let histograms = Mutex<[Key: Histogram<UInt64>]>([:])

  /// Starts without measurements.
  public init() {}

  /// Records the durations of runs.
  public func observe(_ event: RuntimeEvent) {
    switch event {
    case .finished(let run, let duration, _): record(duration, Key(hook: run.hook, owner: nil))
    case .ran(let run, let function): record(function.duration, Key(hook: run.hook, owner: function.extensionId))
    default: break
    }
  }

  private func record(_ duration: Duration, _ key: Key) {
    histograms.withLock { histograms in
      let isKnown = histograms[key] != nil || histograms.count < Self.limit
      let key = isKnown ? key : Key(hook: key.hook, owner: key.owner.map { _ in SeriesLimit.other })
      // In its place: a histogram that is taken out first is copied.
      _ = histograms[key, default: Histogram(numberOfSignificantValueDigits: .three)]
        .record(UInt64(max(0, duration.milliseconds * 1_000)))
    }
  }

  /// The hooks that ran, in the order of a turn; each with all its extensions.
  public var summaries: [Summary] { summaries { $0.owner == nil } }

  /// The extensions that ran in a hook.
  public func summaries(of hook: HookKind) -> [Summary] { summaries { $0.hook == hook && $0.owner != nil } }

  private func summaries(_ isWanted: (Key) -> Bool) -> [Summary] {
    let wanted = histograms.withLock { $0.filter { isWanted($0.key) } }
    func rank(_ hook: HookKind) -> Int { HookKind.builtIn.firstIndex(of: hook) ?? HookKind.builtIn.count }
    return wanted.sorted { (rank($0.key.hook), $0.key.owner ?? "") < (rank($1.key.hook), $1.key.owner ?? "") }
      .map { Summary(hook: $0.key.hook, extensionId: $0.key.owner, histogram: $0.value) }
  }
}

extension HookTimings {
  /// How long a hook, or one extension in it, took; times in milliseconds.
  public struct Summary: Sendable {
    /// The hook.
    public let hook: HookKind
    /// The extension; `nil` for the whole hook.
    public let extensionId: String?
    /// How often it ran.
    public let count: Int
    /// Half of the runs took no longer.
    public let p50: Double
    /// 95 of 100 runs took no longer.
    public let p95: Double
    /// 99 of 100 runs took no longer.
    public let p99: Double
    /// The longest run.
    public let max: Double

    fileprivate init(hook: HookKind, extensionId: String?, histogram: Histogram<UInt64>) {
      func milliseconds(_ percentile: Double) -> Double {
        Double(histogram.valueAtPercentile(percentile)) / 1_000
      }
      self.hook = hook
      self.extensionId = extensionId
      count = Int(histogram.totalCount)
      p50 = milliseconds(50)
      p95 = milliseconds(95)
      p99 = milliseconds(99)
      max = Double(histogram.max) / 1_000
    }
  }
}
