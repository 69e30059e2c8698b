import Perilune
import PeriluneModel

/// Renders what the extensions of a turn did, for a person.
struct TurnRenderer {
  let style: Style

  func lines(_ report: TurnReport) -> [String] {
    let heading = "\(report.conversationId) #\(report.index)"
    let quote = Row.shorten("“\(report.user)”", to: Row.pageWidth - 2)
    var rows: [Row] = [ran(report)]
    rows += results(report) + proposals(report) + conflicts(report) + changes(report) + entities(report)
    rows += problems(report)
    rows.append(Row(label: "time", text: Self.time(report.extensionTime)))
    return [style.paint(heading, .bold), style.paint("  " + quote, .dim)] + rows.flatMap { $0.lines(style) } + [""]
  }

  /// A duration in milliseconds, as every table shows it.
  static func time(_ duration: Duration) -> String { time(duration.milliseconds) }

  static func time(_ milliseconds: Double) -> String {
    let hundredths = Int((milliseconds * 100).rounded())
    let fraction = String(hundredths % 100)
    return "\(hundredths / 100).\(fraction.count == 1 ? "0" : "")\(fraction) ms"
  }

  private func ran(_ report: TurnReport) -> Row {
    var names: [String] = []
    var counts: [String: Int] = [:]
    for run in report.outcomes.flatMap(\.ran) {
      if counts[run.extensionId] == nil { names.append(run.extensionId) }
      counts[run.extensionId, default: 0] += 1
    }
    let text = names.map { "\($0) ×\(counts[$0] ?? 0)" }.joined(separator: ", ")
    return Row(label: "ran", text: text.isEmpty ? "nobody" : text)
  }

  private func results(_ report: TurnReport) -> [Row] {
    var added: [String] = []
    for name in ["snippets", "directives", "tags", "redactions"] {
      let count = report.outcomes.reduce(0) { $0 + ($1.merged.value[name]?.arrayValue?.count ?? 0) }
      if count > 0 { added.append("\(count) \(count == 1 ? String(name.dropLast()) : name)") }
    }
    var rows = added.isEmpty ? [] : [Row(label: "added", text: added.joined(separator: ", "))]
    if report.outcomes.contains(where: { $0.merged.value["text"] != nil }) {
      rows.append(Row(label: "draft", text: Row.shorten("“\(report.draft)”", to: 67), tone: .cyan))
    }
    if let reason = report.abortReason { rows.append(Row(label: "aborted", text: reason, tone: .red)) }
    return rows
  }

  private func proposals(_ report: TurnReport) -> [Row] {
    report.outcomes.flatMap(\.merged.proposals).map { proposal in
      let operations = proposal.operations.map(\.text).joined(separator: ", ")
      let whole = Int64(exactly: proposal.weight).map(Value.int)
      let weight = proposal.weight == 0 ? "" : " \((whole ?? .double(proposal.weight)).json)"
      let text = "\(proposal.originExtension): \(operations) (\(proposal.policy.rawValue)\(weight))"
      return Row(label: "proposes", text: text)
    }
  }

  private func conflicts(_ report: TurnReport) -> [Row] {
    let merged = (report.merged?.conflicts ?? []).map { conflict in
      Row(label: "conflict", text: conflict.text, tone: .yellow)
    }
    let attributes = report.outcomes.flatMap(\.attributeConflicts).map { conflict in
      Row(
        label: "conflict", text: "\(conflict.attribute): \(conflict.winner) stays, \(conflict.loser) differs",
        tone: .yellow)
    }
    return merged + attributes
  }

  private func changes(_ report: TurnReport) -> [Row] {
    report.changes.filter { $0.path.keys.first != "entities" }.map { change in
      let old = change.old.map { Row.shorten($0.json, to: 24) } ?? "none"
      let text = "\(change.path) \(old) → \(Row.shorten(change.new.json, to: 40))"
      return Row(label: "changed", text: text, tone: .green)
    }
  }

  private func entities(_ report: TurnReport) -> [Row] {
    report.entities.map { entity in
      let reasons = entity.rejections.map { "\($0["code"]?.stringValue ?? ""): \($0["message"]?.stringValue ?? "")" }
      if !reasons.isEmpty {
        let text = "\(entity.id) rejected, \(reasons.joined(separator: "; "))"
        return Row(label: "entity", text: text, tone: .red)
      }
      let changed = entity.normalized.map { "\($0.key) = \($0.value.json)" }.joined(separator: ", ")
      return Row(label: "entity", text: "\(entity.id) saved" + (changed.isEmpty ? "" : ", with \(changed)"))
    }
  }

  private func problems(_ report: TurnReport) -> [Row] {
    let all = report.outcomes.flatMap(\.errors) + (report.merged?.warnings ?? []) + report.errors
    return all.map { Row(label: $0.severity == .warn ? "warning" : "error", text: "\($0)", tone: .red) }
  }
}

extension StateOperation {
  /// The operation in a few characters.
  fileprivate var text: String {
    switch kind {
    case .set(let value): return "\(path) = \(Row.shorten(value.json, to: 40))"
    case .increment(let delta): return "\(path) \(delta.json.hasPrefix("-") ? "" : "+")\(delta.json)"
    case .append(let items): return "\(path) ← \(Row.shorten(Value.array(items).json, to: 40))"
    @unknown default: return path.description
    }
  }
}

extension StateContribution {
  fileprivate var text: String {
    "\(origins.map(\.extensionId).joined(separator: "+")) (\(operation.text))"
  }
}

extension StateConflict {
  /// Who won, who lost, by which policy and why.
  fileprivate var text: String {
    let all = incumbents + [incoming]
    let winners = all.filter { !losers.contains($0) }.map(\.text).joined(separator: " and ")
    guard !losers.isEmpty else { return "\(path): \(winners), \(reason.rawValue) by \(policy.rawValue)" }
    let lost = losers.map(\.text).joined(separator: " and ")
    return "\(path): \(winners) wins over \(lost), \(reason.rawValue) by \(policy.rawValue)"
  }
}
