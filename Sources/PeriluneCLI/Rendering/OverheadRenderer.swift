import Perilune
import PeriluneModel

/// Renders what extensions add to a turn.
struct OverheadRenderer {
  typealias Targets = ExtensionRegistrationConfig.Performance

  let style: Style
  let baselineMs: Double

  func lines(_ estimate: OverheadEstimate, _ targets: Targets, _ losses: ChatTurnOperation.Losses) -> [String] {
    let model = baselineMs > 0 ? ", with \(TurnRenderer.time(baselineMs)) for the model" : ""
    let head = Row.wrap(
      "A turn parsed, assembled and stored durably\(model); \(estimate.pairs) pairs", width: Row.pageWidth)
    let columns = "".padding(5) + ["without", "with", "added"].map { $0.leading(13) }.joined() + "   95 % interval"
    let verdict =
      "warning from \(Self.number(targets.maxOverheadPercentWarn)) %, "
      + "failure above \(Self.number(targets.maxOverheadPercentFail)) %"
    let tone: Style.Tone = estimate.verdict == .good ? .green : estimate.verdict == .warning ? .yellow : .red
    return head + [
      style.paint(columns, .bold), line("p50", estimate.median), line("p95", estimate.p95),
      style.paint(word(estimate.verdict), tone) + ": \(verdict)",
    ] + lines(losses)
  }

  private func lines(_ losses: ChatTurnOperation.Losses) -> [String] {
    guard losses.failed + losses.leftOut > 0 else { return [] }
    let text =
      "\(losses.failed) invocations failed and breakers left out \(losses.leftOut), so this is not "
      + "what the extensions take; \"run\" shows why"
    return Row.wrap(text, width: Row.pageWidth).map { style.paint($0, .red) }
  }

  private func line(_ name: String, _ share: OverheadEstimate.Share) -> String {
    let interval = "\(Self.number(share.interval.lowerBound)) % to \(Self.number(share.interval.upperBound)) %"
    return name.padding(5) + TurnRenderer.time(share.without).leading(13) + TurnRenderer.time(share.with).leading(13)
      + "\(Self.number(share.percent)) %".leading(13) + "   " + interval
  }

  func value(_ estimate: OverheadEstimate, _ targets: Targets, _ losses: ChatTurnOperation.Losses) -> Value {
    [
      "pairs": .int(Int64(estimate.pairs)), "baselineMs": .double(baselineMs),
      "p50": value(estimate.median), "p95": value(estimate.p95), "verdict": .string(word(estimate.verdict)),
      "warnPercent": .double(targets.maxOverheadPercentWarn), "failPercent": .double(targets.maxOverheadPercentFail),
      "failed": .int(Int64(losses.failed)), "leftOut": .int(Int64(losses.leftOut)),
    ]
  }

  private func value(_ share: OverheadEstimate.Share) -> Value {
    [
      "withoutMs": .double(share.without.milliseconds), "withMs": .double(share.with.milliseconds),
      "percent": .double(share.percent),
      "interval": [.double(share.interval.lowerBound), .double(share.interval.upperBound)],
      "verdict": .string(word(share.verdict)),
    ]
  }

  private func word(_ verdict: Overhead.Verdict) -> String {
    switch verdict {
    case .good: "pass"
    case .warning: "warning"
    default: "failure"
    }
  }

  private static func number(_ value: Double) -> String { String((value * 100).rounded() / 100) }
}

extension String {
  /// The text with blanks after it.
  func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

  /// The text with blanks before it.
  func leading(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
