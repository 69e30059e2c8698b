/// Lets a number of things happen at once and a rate of them over time.
///
/// It is a value, and time is an argument, counted from any fixed instant.
///
/// ```swift
/// var bucket = TokenBucket(rate: 10, burst: 100)
/// bucket.take(120, at: .zero)  // 100
/// bucket.take(120, at: .seconds(1))  // 10
/// ```
public struct TokenBucket: Sendable, Hashable {
  /// How many come back in a second.
  public let rate: Double
  /// How many there are at most.
  public let burst: Int
  private var level: Double
  private var time: Duration?

  /// Makes a full bucket.
  public init(rate: Double, burst: Int) {
    self.rate = max(0, rate)
    self.burst = max(0, burst)
    level = Double(self.burst)
  }

  /// Takes as many as there are, at most `count`.
  ///
  /// - Returns: How many it took. Time that goes backwards gives nothing back.
  public mutating func take(_ count: Int, at now: Duration) -> Int {
    if let time, now > time { level = min(Double(burst), level + (now - time) / .seconds(1) * rate) }
    time = max(time ?? now, now)
    let taken = max(0, min(count, Int(level)))
    level -= Double(taken)
    return taken
  }
}
