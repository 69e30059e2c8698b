import Perilune
import PeriluneMetrics
import PeriluneModel

/// Renders the end of a session: final attributes and times.
struct SummaryRenderer {
  let style: Style

  func attributes(_ attributes: Value.Object, of conversation: String) -> [String] {
    let visible = attributes.filter { !$0.key.hasPrefix("entities.") }
    guard !visible.isEmpty else { return [] }
    let width = min(44, visible.map(\.key.count).max() ?? 0)
    return [style.paint("Attributes of \(conversation)", .bold)]
      + visible.map { key, value in
        let name = Row.shorten(key, to: width)
        let padding = String(repeating: " ", count: width - name.count)
        return "  \(name)\(padding)  \(Row.shorten(value.json, to: Row.pageWidth - width - 4))"
      } + [""]
  }

  func times(_ timings: HookTimings, perTurn: DurationSummary) -> [String] {
    var lines = [style.paint("Time per hook" + Self.columns(["runs", "p50", "p95", "max"], from: 13), .bold)]
    for summary in timings.summaries {
      let cells = [String(summary.count)] + [summary.p50, summary.p95, summary.max].map(TurnRenderer.time)
      lines.append("  \(summary.hook)" + Self.columns(cells, from: summary.hook.rawValue.count + 2))
    }
    guard perTurn.count > 0 else { return lines }
    let cells = [String(perTurn.count)] + [perTurn.p50, perTurn.p95, perTurn.max].map(TurnRenderer.time)
    return lines + [style.paint("  added per turn" + Self.columns(cells, from: 16), .green)]
  }

  /// Right-aligned cells after a first column.
  private static func columns(_ cells: [String], from used: Int) -> String {
    let first = String(repeating: " ", count: max(1, 26 - used))
    return first + cells.map { String(repeating: " ", count: max(1, 12 - $0.count)) + $0 }.joined()
  }
}
