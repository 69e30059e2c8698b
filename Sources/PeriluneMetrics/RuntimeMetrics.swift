public import Perilune
import Synchronization

/// Keeps every ``RuntimeMetric`` of a runtime in bounded memory.
///
/// Safe to use from any thread. One object can observe several runtimes.
///
/// ```swift
/// let metrics = RuntimeMetrics()
/// options.observers.append(metrics)
/// print(metrics.prometheusText)
/// ```
public final class RuntimeMetrics: RuntimeObserver {
  /// What keeps the memory bounded, and what percentiles look back on.
  public struct Options: Sendable {
    /// The most pairs of extension and hook with series of their own; later
    /// ones count under `other`.
    public var seriesLimit = 1_000
    /// Percentiles are of the last one to two windows.
    public var window = Duration.seconds(60)
    /// The clock; another one for tests.
    public var now: @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }

    /// Makes the default options.
    public init() {}
  }

  let now: @Sendable () -> ContinuousClock.Instant
  private let state: Mutex<State>

  private struct State {
    var mapping = MetricMapping()
    var storage: MetricStorage
  }

  /// Starts without measurements.
  public init(options: Options = Options()) {
    now = options.now
    state = Mutex(State(storage: MetricStorage(limit: max(1, options.seriesLimit), window: options.window)))
  }

  /// Counts an event.
  public func observe(_ event: RuntimeEvent) {
    let now = now()
    state.withLock { state in
      state.mapping.forEachChange(of: event) { key, change in state.storage.apply(change, to: key, at: now) }
    }
  }

  /// Everything as it is now.
  var snapshot: MetricStorage { state.withLock { $0.storage } }

  /// The value of a counter or a gauge, summed over the series that have all
  /// the given labels; 0 where nothing was counted.
  public func value(
    of metric: RuntimeMetric, extension id: String? = nil, hook: String? = nil, detail: String? = nil
  ) -> Double {
    snapshot.numbers.reduce(0) { sum, series in
      let key = series.key
      let isAsked =
        key.metric == metric && id.map { $0 == key.extensionId } ?? true && hook.map { $0 == key.hook } ?? true
        && detail.map { $0 == key.detail } ?? true
      return sum + (isAsked ? series.value : 0)
    }
  }
}
