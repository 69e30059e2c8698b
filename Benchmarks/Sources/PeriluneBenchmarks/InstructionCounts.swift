import Foundation

/// Instructions per piece of work, as `scripts/bench-instructions` counted them.
struct InstructionCounts {
  private let counts: [String: Double]

  /// Reads lines of a name, instructions and allocations, with tabs in between.
  init(file: String) throws {
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    let fields = lines.map { $0.split(separator: "\t") }.filter { $0.count >= 2 }
    counts = Dictionary(fields.compactMap { line in Double(line[1]).map { (String(line[0]), $0) } }) { _, last in last }
  }

  /// The ratio of one count to the sum of others; without counts, the row says so.
  static func row(
    _ counts: Self?, _ name: String, _ subject: String, _ others: [String], atMost limit: Double
  ) -> Row {
    let known = others.compactMap { counts?.counts[$0] }
    guard let own = counts?.counts[subject], known.count == others.count else {
      return Row(
        name: name, goal: "≤ " + Format.ratio(limit), measured: "no instructions were counted", verdict: .notMeasured)
    }
    let other = known.reduce(0, +)
    let measured = "\(Format.decimal(own, 0)) to \(Format.decimal(other, 0)) instructions"
    return .ratio(name, own / other, atMost: limit, measured: measured)
  }

  /// What processor time cannot tell as exactly.
  static func hookRows(_ counts: Self?) -> [Row] {
    [
      row(
        counts, "W1 in instructions, to C lazy by calls + C clean instantiation", "w1.sandbox",
        ["w1.calls", "w1.instantiation"], atMost: 1.3),
      row(counts, "W1 in instructions, to C eager", "w1.sandbox", ["w1.eager"], atMost: 0.7),
      row(
        counts, "W1 in instructions without instantiating a module, to C eager", "w1.body", ["w1.eager"], atMost: 0.4),
      row(counts, "W2 at 1 MB in instructions, to W1", "w2-1mb.sandbox", ["w1.sandbox"], atMost: 1.1),
    ]
  }
}
