/// One line of the table: what was promised, and what was measured.
struct Row {
  let name: String
  let goal: String
  let measured: String
  let passes: Bool

  /// A ratio of two medians that were measured in turn.
  static func ratio(_ name: String, _ value: Double, atMost limit: Double, detail: String = "") -> Row {
    let measured = Format.ratio(value) + (detail.isEmpty ? "" : "  (\(detail))")
    return Row(name: name, goal: "≤ " + Format.ratio(limit), measured: measured, passes: value <= limit)
  }

  func line(_ widths: [Int]) -> String {
    let cells = zip([name, goal, measured], widths).map { $0.padding(to: $1) }
    return cells.joined(separator: "  ") + "  " + (passes ? "pass" : "FAIL")
  }
}

/// Numbers as the table shows them.
enum Format {
  static func ratio(_ value: Double) -> String { decimal(value, 2) + " ×" }
  static func milliseconds(_ nanoseconds: Double) -> String { decimal(nanoseconds / 1e6, 3) + " ms" }
  static func microseconds(_ nanoseconds: Double) -> String { decimal(nanoseconds / 1e3, 2) + " µs" }

  static func decimal(_ value: Double, _ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    let rounded = (value * scale).rounded()
    guard rounded.magnitude < 1e15 else { return "\(value)" }
    let whole = Int(rounded.magnitude)
    let fraction = String(whole % Int(scale))
    let padded = String(repeating: "0", count: digits - fraction.count) + fraction
    return (rounded < 0 ? "-" : "") + "\(whole / Int(scale))" + (digits > 0 ? "." + padded : "")
  }
}

extension String {
  func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
