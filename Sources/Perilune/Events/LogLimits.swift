import PeriluneModel

/// How many lines each extension may log now, and how many it lost.
struct LogLimits {
  /// Extensions beyond this number share a limit, so that reloads of ever new
  /// ones do not fill the memory.
  static let extensionLimit = 1_000

  private struct Account {
    var bucket: TokenBucket
    var missed = 0
  }

  private let bucket: TokenBucket
  private let start = ContinuousClock.now
  private var accounts: [String: Account] = [:]

  init(rate: Double, burst: Int) { bucket = TokenBucket(rate: rate, burst: burst) }

  /// How many of the lines may be logged, and how many were left out before
  /// that nobody was told of yet.
  mutating func admit(
    _ count: Int, of extensionId: String, at now: ContinuousClock.Instant
  ) -> (lines: Int, missed: Int) {
    let isKnown = accounts[extensionId] != nil || accounts.count < Self.extensionLimit
    let id = isKnown ? extensionId : ""
    var account = accounts[id] ?? Account(bucket: bucket)
    let lines = account.bucket.take(count, at: now - start)
    let missed = lines > 0 ? account.missed : 0
    account.missed = (lines > 0 ? 0 : account.missed) + count - lines
    accounts[id] = account
    return (lines, missed)
  }
}
