import ArgumentParser

/// How often the turns are played.
enum Repetition: ExpressibleByArgument, Equatable {
  case times(Int)
  case forever

  init?(argument: String) {
    if argument == "forever" {
      self = .forever
    } else if let times = Int(argument), times > 0 {
      self = .times(times)
    } else {
      return nil
    }
  }

  /// Whether a round comes after so many.
  func hasRound(after count: Int) -> Bool {
    switch self {
    case .forever: true
    case .times(let times): count < times
    }
  }
}
