public import CoreMetrics
public import Perilune
import Synchronization

/// Hands every ``RuntimeMetric`` to the back end of swift-metrics.
///
/// Labels are `perilune_` and the name of the contract, dimensions are the
/// metric's labels. Durations are timers, gauges are gauges, the rest counters.
/// Safe to use from any thread.
///
/// ```swift
/// MetricsSystem.bootstrap(backend)
/// options.observers.append(SwiftMetricsObserver())
/// ```
public final class SwiftMetricsObserver: RuntimeObserver {
  private enum Instrument {
    case counter(Counter)
    case meter(Meter)
    case timer(Timer)
  }

  private struct Instruments {
    var limit: SeriesLimit
    var mapping = MetricMapping()
    var all: [SeriesKey: Instrument] = [:]
  }

  private let factory: any MetricsFactory
  private let instruments: Mutex<Instruments>

  /// Makes an observer.
  ///
  /// - Parameters:
  ///   - factory: The back end; the one that the process bootstrapped by default.
  ///   - seriesLimit: The most pairs of extension and hook with dimensions of
  ///     their own; later ones count under `other`.
  public init(factory: (any MetricsFactory)? = nil, seriesLimit: Int = 1_000) {
    self.factory = factory ?? MetricsSystem.factory
    instruments = Mutex(Instruments(limit: SeriesLimit(max(1, seriesLimit))))
  }

  /// Hands on what an event changes.
  public func observe(_ event: RuntimeEvent) {
    instruments.withLock { instruments in
      // Taken out, so that the pending runs are not copied.
      var mapping = MetricMapping()
      swap(&mapping, &instruments.mapping)
      mapping.forEachChange(of: event) { key, change in
        switch (instrument(key, &instruments), change) {
        case (.counter(let counter), .add(let amount)): counter.increment(by: Int64(amount))
        case (.meter(let meter), .add(let amount)):
          if amount < 0 { meter.decrement(by: -amount) } else { meter.increment(by: amount) }
        case (.meter(let meter), .set(let value)): meter.set(value)
        case (.timer(let timer), .record(let duration)): timer.recordNanoseconds(Int64(duration / .nanoseconds(1)))
        default: break
        }
      }
      instruments.mapping = mapping
    }
  }

  private func instrument(_ key: SeriesKey, _ instruments: inout Instruments) -> Instrument {
    let key = instruments.limit.admit(key)
    if let known = instruments.all[key] { return known }
    let made = make(key)
    instruments.all[key] = made
    return made
  }

  private func make(_ key: SeriesKey) -> Instrument {
    let label = "perilune_" + key.metric.rawValue
    let dimensions = key.labels.map { ($0.0.rawValue, $0.1) }
    switch key.metric.kind {
    case .counter: return .counter(Counter(label: label, dimensions: dimensions, factory: factory))
    case .gauge: return .meter(Meter(label: label, dimensions: dimensions, factory: factory))
    case .histogram:
      let unit = TimeUnit.milliseconds
      return .timer(Timer(label: label, dimensions: dimensions, preferredDisplayUnit: unit, factory: factory))
    }
  }
}
