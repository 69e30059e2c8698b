public import PeriluneModel

/// Measures what extensions add to an operation of a host: the operation with
/// and without them, in turn, so that both see the same machine.
///
/// ```swift
/// let trial = OverheadTrial(pairs: 200, baseline: .milliseconds(400))
/// let estimate = try await trial.measure { pair, hasExtensions in try await host.turn(pair, hasExtensions) }
/// print(estimate.median.percent, estimate.verdict)
/// ```
public struct OverheadTrial: Sendable {
  /// How often the operation is measured both ways.
  public var pairs: Int
  /// Time that belongs to the operation and is not spent in it, such as the
  /// latency of the host's model.
  public var baseline: Duration
  /// The targets.
  public var performance: ExtensionRegistrationConfig.Performance

  /// Makes a trial.
  public init(
    pairs: Int, baseline: Duration = .zero, performance: ExtensionRegistrationConfig.Performance = .init()
  ) {
    self.pairs = max(2, pairs)
    self.baseline = max(.zero, baseline)
    self.performance = performance
  }

  /// Measures.
  ///
  /// - Parameter operation: The operation; it gets the number of its pair and
  ///   whether extensions take part. Who is first changes from pair to pair.
  /// - Throws: What the operation throws.
  public func measure(
    _ operation: (_ pair: Int, _ hasExtensions: Bool) async throws -> Void
  ) async throws -> OverheadEstimate {
    let clock = ContinuousClock()
    var (without, with): ([Duration], [Duration]) = ([], [])
    for pair in 0..<pairs {
      for isSecond in [false, true] {
        let hasExtensions = (pair % 2 == 0) == isSecond
        let time = try await clock.measure { try await operation(pair, hasExtensions) }
        if hasExtensions { with.append(time) } else { without.append(time) }
      }
    }
    return OverheadEstimate(without: without, with: with, baseline: baseline, performance: performance)
  }
}
