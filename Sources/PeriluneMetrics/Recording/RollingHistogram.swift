import Histogram

/// Durations of the last one to two windows, for percentiles of what happens
/// now and not of what happened since the start.
///
/// Two high-dynamic-range histograms take turns; two significant digits keep
/// each in about 10 KB, however much is recorded. Time is an argument.
struct RollingHistogram {
  typealias Instant = ContinuousClock.Instant

  /// Longer durations count as this one.
  static let longest: UInt64 = 600_000_000

  private let window: Duration
  private var current = Self.empty
  private var previous: Histogram<UInt32>?
  private var currentStart: Instant
  private var start: Instant

  init(window: Duration, now: Instant) {
    self.window = window
    currentStart = now
    start = now
  }

  private static var empty: Histogram<UInt32> { Histogram(numberOfSignificantValueDigits: .two) }

  /// Records a duration, in microseconds inside.
  mutating func record(_ duration: Duration, at now: Instant) {
    rotate(at: now)
    let microseconds = UInt64(max(0, duration / .microseconds(1)))
    _ = current.record(min(microseconds, Self.longest))
  }

  private mutating func rotate(at now: Instant) {
    let age = now - currentStart
    guard age >= window else { return }
    previous = age < window * 2 ? current : nil
    start = previous == nil ? now : currentStart
    currentStart = now
    current = Self.empty
  }

  /// What the last windows show.
  func summary(at now: Instant) -> DurationSummary {
    var copy = self
    copy.rotate(at: now)
    var all = copy.current
    if let previous = copy.previous { all.add(previous) }
    guard all.totalCount > 0 else { return DurationSummary() }
    func milliseconds(_ percentile: Double) -> Double { Double(all.valueAtPercentile(percentile)) / 1_000 }
    let seconds = max((now - copy.start) / .seconds(1), 1)
    return DurationSummary(
      count: Int(all.totalCount), rate: Double(all.totalCount) / seconds, p50: milliseconds(50),
      p95: milliseconds(95), p99: milliseconds(99), max: Double(all.max) / 1_000)
  }
}

/// Percentiles of durations, in milliseconds.
public struct DurationSummary: Sendable, Hashable {
  /// How many durations there are.
  public var count = 0
  /// How many there were in a second.
  public var rate = 0.0
  /// Half of them are no longer.
  public var p50 = 0.0
  /// 95 of 100 are no longer.
  public var p95 = 0.0
  /// 99 of 100 are no longer.
  public var p99 = 0.0
  /// The longest.
  public var max = 0.0
}
