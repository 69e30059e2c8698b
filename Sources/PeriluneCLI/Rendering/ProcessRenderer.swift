import Foundation
import PeriluneModel

/// Renders what a running process says about its extensions, for a person.
struct ProcessRenderer {
  let style: Style

  /// The extensions with their hooks, then the kills.
  func list(_ answer: Value) -> [String] {
    let extensions = answer["extensions"]?.arrayValue ?? []
    let rows = extensions.flatMap { owner in
      (owner["hooks"]?.arrayValue ?? []).map { hook in
        [owner["id"], owner["version"], hook["hook"], hook["state"], hook["breaker"]].map { $0?.stringValue ?? "" }
      }
    }
    let titles = ["extension", "version", "hook", "state", "breaker"]
    let kills = (answer["kills"]?.arrayValue ?? []).map { Row(label: "killed", text: kill($0), tone: .red) }
    return [head(answer)] + Self.table([titles] + rows, left: titles.count) + kills.flatMap { $0.lines(style) }
  }

  private func head(_ answer: Value) -> String {
    style.paint("process \(answer["pid"]?.json ?? "?"), up \(Self.seconds(answer["uptimeSeconds"]))", .bold)
  }

  private func kill(_ kill: Value) -> String {
    let target = [kill["extensionId"]?.stringValue ?? "all", kill["hook"]?.stringValue].compactMap(\.self)
    let (actor, reason) = (kill["actor"]?.stringValue ?? "", kill["reason"]?.stringValue ?? "")
    let time = Date(timeIntervalSince1970: kill["time"]?.doubleValue ?? 0).formatted(.iso8601)
    return "\(target.joined(separator: "/")) by \(actor) at \(time): \(reason)".replacing("\n", with: " ")
  }

  private static func seconds(_ value: Value?) -> String { "\(Int(value?.doubleValue ?? 0)) s" }

  // MARK: Table

  private static let columns: [(title: String, key: String)] = [
    ("extension", "extensionId"), ("hook", "hook"), ("rate/s", "rate"), ("p50", "p50Ms"), ("p95", "p95Ms"),
    ("p99", "p99Ms"), ("wait", "queueWaitMs"), ("errors", "errors"), ("overruns", "overruns"), ("skipped", "skipped"),
    ("running", "running"), ("queue", "queue"), ("breaker", "breaker"), ("KB", "peakMemoryKB"),
  ]

  /// What each extension does in each hook; times in milliseconds.
  func table(_ answer: Value) -> [String] {
    let rows = (answer["rows"]?.arrayValue ?? []).map { row in Self.columns.map { Self.cell(row[$0.key]) } }
    return [head(answer)] + Self.table([Self.columns.map(\.title)] + rows, left: 2)
  }

  private static func cell(_ value: Value?) -> String {
    switch value {
    case .string(let text): text
    case .double(let number): number.formatted(2)
    case let value?: value.json
    case nil: ""
    }
  }

  /// Columns as wide as they need, the first `left` of them aligned to the left.
  private static func table(_ rows: [[String]], left: Int) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.indices.map { $0 < left ? row[$0].padding(widths[$0]) : row[$0].leading(widths[$0]) }
      let line = cells.joined(separator: "  ")
      return String(line[...(line.lastIndex { $0 != " " } ?? line.startIndex)])
    }
  }
}

extension Double {
  /// The number with so many digits after the point.
  fileprivate func formatted(_ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (self * scale).rounded()
    guard scaled.magnitude < 1e15 else { return "\(self)" }
    let (whole, rest) = Int(scaled.magnitude).quotientAndRemainder(dividingBy: Int(scale))
    let fraction = String(rest)
    return (scaled < 0 ? "-" : "") + "\(whole)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}
