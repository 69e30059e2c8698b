/// The rows as one table with aligned columns, and how many goals were reached.
struct Table {
  let rows: [Row]

  private static let titles = ["goal", "promised", "measured", "ratio", "noise", "verdict"]

  func print() {
    let lines = [Self.titles] + rows.map(\.cells)
    let widths = Self.titles.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    for line in lines {
      let text = zip(line, widths).map { $0.padding(to: $1) }.joined(separator: "  ")
      Swift.print(String(text.reversed().drop { $0 == " " }.reversed()))
    }
    Swift.print("\nreached \(count(.pass)), missed \(count(.fail)), not built \(count(.notBuilt))")
  }

  private func count(_ verdict: Row.Verdict) -> Int { rows.count { $0.verdict == verdict } }
}

/// Numbers as the table shows them.
enum Format {
  static func ratio(_ value: Double) -> String { decimal(value, 2) + " ×" }
  static func milliseconds(_ nanoseconds: Double) -> String { decimal(nanoseconds / 1e6, 3) + " ms" }
  static func microseconds(_ nanoseconds: Double) -> String { decimal(nanoseconds / 1e3, 2) + " µs" }

  /// In the unit that suits it.
  static func time(_ nanoseconds: Double) -> String {
    switch nanoseconds {
    case ..<1_000: decimal(nanoseconds, 0) + " ns"
    case ..<1_000_000: microseconds(nanoseconds)
    default: milliseconds(nanoseconds)
    }
  }

  /// The noisiest of the samples.
  static func noise(_ samples: [Sample]) -> String {
    samples.map(\.spread).max().map { "± " + decimal($0 * 50, 1) + " %" } ?? ""
  }

  static func decimal(_ value: Double, _ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    let rounded = (value * scale).rounded()
    guard rounded.magnitude < 1e15 else { return "\(value)" }
    let whole = Int(rounded.magnitude)
    let sign = rounded < 0 ? "-" : ""
    guard digits > 0 else { return sign + "\(whole)" }
    let fraction = String(whole % Int(scale))
    return sign + "\(whole / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}

extension String {
  func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
