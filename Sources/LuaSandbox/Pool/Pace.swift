/// Whether the invocations of a pool are long ones, by how long the last took.
///
/// Long ones get threads of their own, so that they do not hold up short ones.
struct Pace {
  /// A pool whose average comes up to this is slow.
  static let slow = Duration.milliseconds(2)
  /// A slow pool whose average falls below this is quick again.
  static let quick = Duration.milliseconds(1)

  private(set) var isSlow = false
  private var average = Duration.zero

  /// A long one counts soon and is forgotten late: they may come now and then.
  mutating func record(_ time: Duration) {
    average += (time - average) / (time > average ? 4 : 64)
    if average >= Self.slow { isSlow = true } else if average < Self.quick { isSlow = false }
  }
}
