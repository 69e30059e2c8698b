/// How often which duration occurred, since the start and lately.
struct Distribution {
  /// The upper bounds of the buckets in seconds, dense where budgets are.
  static let bounds = [
    0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.1, 0.25, 1,
  ]

  /// How many durations are in each bucket; the last has no upper bound.
  private(set) var buckets = [UInt64](repeating: 0, count: bounds.count + 1)
  /// The sum of all durations in seconds.
  private(set) var sum = 0.0
  private(set) var recent: RollingHistogram

  init(window: Duration, now: ContinuousClock.Instant) { recent = RollingHistogram(window: window, now: now) }

  /// How many durations there are.
  var count: UInt64 { buckets.reduce(0, +) }

  mutating func record(_ duration: Duration, at now: ContinuousClock.Instant) {
    let seconds = max(0, duration / .seconds(1))
    buckets[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
    sum += seconds
    recent.record(duration, at: now)
  }
}
