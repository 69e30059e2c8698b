/// One line of the table: what was promised, and what was measured.
struct Row {
  enum Verdict: String {
    case pass
    case fail = "FAIL"
    /// Nothing was promised.
    case none = "-"
    /// What would be measured does not exist.
    case notBuilt = "not built"
    /// Nothing here can measure it.
    case notMeasured = "not measured"

    init(_ passes: Bool) { self = passes ? .pass : .fail }
  }

  let name: String
  var goal = ""
  var measured = ""
  /// Measured by what it is compared with, where that is what was promised.
  var ratio = ""
  var verdict = Verdict.none
  /// How far the middle half of the measurements is spread.
  var noise = ""

  /// A ratio of two medians that were measured in turn.
  static func ratio(
    _ name: String, _ value: Double, atMost limit: Double, measured: String = "", noise: Sample...
  ) -> Row {
    Row(
      name: name, goal: "≤ " + Format.ratio(limit), measured: measured, ratio: Format.ratio(value),
      verdict: .init(value <= limit), noise: Format.noise(noise))
  }

  /// A time in nanoseconds.
  static func time(_ name: String, _ sample: Sample, atMost limit: Double, detail: String = "") -> Row {
    Row(
      name: name, goal: "≤ " + Format.time(limit), measured: Format.time(sample.median) + detail,
      verdict: .init(sample.median <= limit), noise: Format.noise([sample]))
  }

  /// Something beside the goals, which helps to read them.
  static func detail(_ name: String, _ sample: Sample) -> Row {
    Row(name: "  " + name, measured: Format.time(sample.median), noise: Format.noise([sample]))
  }

  /// Something that is not there to be measured yet.
  static func notBuilt(_ name: String, goal: String, why: String) -> Row {
    Row(name: name, goal: goal, measured: why, verdict: .notBuilt)
  }

  var cells: [String] { [name, goal, measured, ratio, noise, verdict.rawValue] }
}
