/// What happens to a series.
enum MetricChange {
  /// A counter grows, or a gauge moves.
  case add(Double)
  /// A gauge is somewhere else.
  case set(Double)
  /// A duration occurred.
  case record(Duration)
}

/// The series that were seen, with their values.
struct MetricStorage {
  private(set) var numbers: [SeriesKey: Double] = [:]
  private(set) var distributions: [SeriesKey: Distribution] = [:]
  private var limit: SeriesLimit
  private let window: Duration

  init(limit: Int, window: Duration) {
    self.limit = SeriesLimit(limit)
    self.window = window
    // What a process never saw is zero there, and not absent: alerts ask for increases.
    for metric in RuntimeMetric.allCases where metric.labels.isEmpty { numbers[SeriesKey(metric: metric)] = 0 }
  }

  mutating func apply(_ change: MetricChange, to key: SeriesKey, at now: ContinuousClock.Instant) {
    let key = limit.admit(key)
    switch change {
    case .add(let amount): numbers[key, default: 0] += amount
    case .set(let value): numbers[key] = value
    case .record(let duration): distributions[key, default: .init(window: window, now: now)].record(duration, at: now)
    }
  }
}
