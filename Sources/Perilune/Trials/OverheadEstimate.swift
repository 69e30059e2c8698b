public import PeriluneModel

/// What extensions add to an operation, with how sure that is.
public struct OverheadEstimate: Sendable, Hashable {
  /// What they add at one percentile.
  public struct Share: Sendable, Hashable {
    /// The operation's time without extensions.
    public var without: Duration
    /// Its time with them.
    public var with: Duration
    /// The difference in percent of the time without them.
    public var percent: Double
    /// The true share lies in this interval with a confidence of 95 %.
    public var interval: ClosedRange<Double>
    /// What the targets make of `percent`.
    public var verdict: Overhead.Verdict
  }

  /// How often the operation was measured both ways.
  public var pairs: Int
  /// At the median.
  public var median: Share
  /// At the 95th percentile.
  public var p95: Share

  /// The worse of the two verdicts.
  public var verdict: Overhead.Verdict {
    [Overhead.Verdict.failure, .warning].first { $0 == median.verdict || $0 == p95.verdict } ?? .good
  }

  /// Estimates from pairs of measurements; the same measurements give the same
  /// estimate.
  ///
  /// - Parameters:
  ///   - without: The operation's times without extensions, at least one.
  ///   - with: Its times with them, as many, each beside its partner.
  ///   - baseline: Time that belongs to the operation and was not measured.
  public init(
    without: [Duration], with: [Duration], baseline: Duration = .zero,
    performance: ExtensionRegistrationConfig.Performance = .init()
  ) {
    let sample = PairedSample(without: without, with: with, baseline: baseline / .nanoseconds(1))
    pairs = without.count
    median = Share(sample, percentile: 0.5, performance)
    p95 = Share(sample, percentile: 0.95, performance)
  }
}

extension OverheadEstimate.Share {
  fileprivate init(
    _ sample: PairedSample, percentile: Double, _ performance: ExtensionRegistrationConfig.Performance
  ) {
    let (without, with) = (sample.percentile(percentile, of: \.without), sample.percentile(percentile, of: \.with))
    let (plain, extended) = (Duration.nanoseconds(Int64(without)), Duration.nanoseconds(Int64(with)))
    let overhead = performance.assess(added: extended - plain, to: plain)
    self.init(
      without: plain, with: extended, percent: overhead.percent,
      interval: sample.interval(percentile), verdict: overhead.verdict)
  }
}

/// Pairs of times in nanoseconds, and a bootstrap over them.
struct PairedSample {
  struct Pair {
    var without: Double
    var with: Double
  }

  /// Enough for the second digit of an interval's ends.
  private static let resamples = 1_000

  private let pairs: [Pair]

  init(without: [Duration], with: [Duration], baseline: Double) {
    pairs = zip(without, with).map { plain, extended in
      Pair(without: plain / .nanoseconds(1) + baseline, with: extended / .nanoseconds(1) + baseline)
    }
  }

  func percentile(_ share: Double, of side: KeyPath<Pair, Double>) -> Double {
    Self.percentile(share, of: pairs.map { $0[keyPath: side] })
  }

  /// The nearest rank; 0 of nothing.
  static func percentile(_ share: Double, of values: [Double]) -> Double {
    let sorted = values.sorted()
    guard let last = sorted.indices.last else { return 0 }
    return sorted[min(last, max(0, Int((Double(sorted.count) * share).rounded(.up)) - 1))]
  }

  /// The middle 95 % of the shares that samples of the pairs give.
  func interval(_ share: Double) -> ClosedRange<Double> {
    var random = SampleGenerator()
    var found: [Double] = []
    for _ in 0..<Self.resamples where !pairs.isEmpty {
      let drawn = pairs.indices.map { _ in pairs[Int(random.next() % UInt64(pairs.count))] }
      let without = Self.percentile(share, of: drawn.map(\.without))
      let with = Self.percentile(share, of: drawn.map(\.with))
      if without > 0 { found.append((with - without) * 100 / without) }
    }
    return Self.percentile(0.025, of: found)...Self.percentile(0.975, of: found)
  }
}
