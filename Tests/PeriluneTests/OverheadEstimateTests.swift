import Perilune
import PeriluneModel
import Testing

@Suite struct OverheadEstimateTests {
  /// Times that vary by a tenth, and the same ones `added` longer.
  private func estimate(added: Double, baseline: Duration = .zero) -> OverheadEstimate {
    let without = (0..<100).map { Duration.microseconds(10_000 + $0 * 7_919 % 1_000) }
    let with = without.map { $0 + .microseconds(Int64(added * 100)) }
    return OverheadEstimate(without: without, with: with, baseline: baseline)
  }

  @Test(arguments: [(2, .good), (4.9, .good), (6, .warning), (8, .failure)] as [(Double, Overhead.Verdict)])
  func aKnownShareIsFoundAndJudged(added: Double, verdict: Overhead.Verdict) {
    let estimate = estimate(added: added)
    #expect(estimate.pairs == 100)
    #expect(estimate.median.interval.contains(estimate.median.percent))
    #expect(abs(estimate.median.percent - added / 1.05) < 0.3)
    #expect(self.estimate(added: added * 1.05).verdict == verdict)
  }

  @Test func theModelsTimeIsPartOfTheOperation() {
    let estimate = estimate(added: 50, baseline: .milliseconds(490))
    #expect(estimate.verdict == .good)
    #expect(abs(estimate.median.percent - 1) < 0.05)
    #expect(estimate.median.without >= .milliseconds(500))
  }

  @Test func theSameMeasurementsGiveTheSameEstimate() { #expect(estimate(added: 3) == estimate(added: 3)) }

  @Test func aWideSpreadGivesAWideInterval() {
    let without = (0..<100).map { Duration.microseconds(1_000 + $0 * 37 % 100 * 50) }
    let with = (0..<100).map { Duration.microseconds(1_000 + $0 * 53 % 100 * 50) }
    let interval = OverheadEstimate(without: without, with: with).median.interval
    #expect(interval.contains(0))
    #expect(interval.upperBound - interval.lowerBound > 5)
  }

  @Test func aTrialMeasuresBothWaysAndChangesWhoIsFirst() async throws {
    var order: [String] = []
    let estimate = try await OverheadTrial(pairs: 4).measure { pair, hasExtensions in
      order.append("\(pair)\(hasExtensions ? "e" : "-")")
    }
    #expect(order == ["0-", "0e", "1e", "1-", "2-", "2e", "3e", "3-"])
    #expect(estimate.pairs == 4)
  }
}
