import PeriluneModel
import Testing

@Suite struct TokenBucketTests {
  @Test func aBurstPassesAndThenTheRate() {
    var bucket = TokenBucket(rate: 10, burst: 100)
    #expect(bucket.take(120, at: .zero) == 100)
    #expect(bucket.take(1, at: .zero) == 0)
    #expect(bucket.take(120, at: .seconds(1)) == 10)
    #expect(bucket.take(120, at: .milliseconds(1_250)) == 2)
    #expect(bucket.take(120, at: .milliseconds(1_300)) == 1)
  }

  @Test func itNeverHoldsMoreThanItsBurst() {
    var bucket = TokenBucket(rate: 1_000, burst: 3)
    #expect(bucket.take(2, at: .seconds(5)) == 2)
    #expect(bucket.take(100, at: .seconds(1_000_000)) == 3)
  }

  @Test func timeThatGoesBackwardsGivesNothing() {
    var bucket = TokenBucket(rate: 10, burst: 10)
    #expect(bucket.take(10, at: .seconds(10)) == 10)
    #expect(bucket.take(1, at: .seconds(5)) == 0)
    #expect(bucket.take(1, at: .seconds(10)) == 0)
    #expect(bucket.take(10, at: .milliseconds(10_100)) == 1)
  }

  @Test(arguments: [(0.0, 0), (-1, -1), (5, 0)] as [(Double, Int)])
  func oddSettingsLetNothingPass(rate: Double, burst: Int) {
    var bucket = TokenBucket(rate: rate, burst: burst)
    #expect(bucket.take(1, at: .zero) == 0)
    #expect(bucket.take(1, at: .seconds(100)) == 0)
  }

  /// Over any times and wishes, never more than the burst and what the rate adds.
  @Test func theSumIsBounded() {
    var bucket = TokenBucket(rate: 7, burst: 20)
    var (taken, now) = (0, Duration.zero)
    for step in 0..<10_000 {
      now += .milliseconds(step * 31 % 97)
      taken += bucket.take(step % 5, at: now)
      #expect(Double(taken) <= 20 + 7 * (now / .seconds(1)) + 1e-6)
    }
    #expect(Double(taken) >= 7 * (now / .seconds(1)) * 0.9)
  }
}
