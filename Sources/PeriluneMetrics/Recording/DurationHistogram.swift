import Histogram

/// Durations in fixed memory, for percentiles with three significant digits.
///
/// ```swift
/// var times = DurationHistogram()
/// times.record(.milliseconds(3))
/// times.summary.p95
/// ```
public struct DurationHistogram: Sendable {
  private var histogram = Histogram<UInt64>(numberOfSignificantValueDigits: .three)

  /// Makes an empty histogram.
  public init() {}

  /// Records a duration, in microseconds inside.
  public mutating func record(_ duration: Duration) {
    _ = histogram.record(UInt64(max(0, duration / .microseconds(1))))
  }

  /// What was recorded; `rate` is 0, since no time is known.
  public var summary: DurationSummary {
    guard histogram.totalCount > 0 else { return DurationSummary() }
    func milliseconds(_ percentile: Double) -> Double { Double(histogram.valueAtPercentile(percentile)) / 1_000 }
    return DurationSummary(
      count: Int(histogram.totalCount), p50: milliseconds(50), p95: milliseconds(95), p99: milliseconds(99),
      max: Double(histogram.max) / 1_000)
  }
}
