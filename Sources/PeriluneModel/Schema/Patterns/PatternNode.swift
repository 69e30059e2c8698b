/// A parsed pattern.
indirect enum PatternNode {
  case empty
  case scalar(ScalarSet)
  case condition(Condition)
  case sequence([PatternNode])
  case choice([PatternNode])
  /// At least `minimum` times, at most `maximum` times where there is one.
  case repetition(PatternNode, minimum: Int, maximum: Int?)

  /// What must be true between two scalars.
  enum Condition: Sendable {
    case start, end, wordBoundary, noWordBoundary
  }
}
