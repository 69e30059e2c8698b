import Perilune
import PeriluneModel

/// Renders the calls of a tried script, for a person.
struct TrialRenderer {
  let style: Style

  func lines(_ file: String, _ calls: [ScriptTrial.Call]) -> [String] {
    [style.paint(file, .bold)] + calls.flatMap(lines)
  }

  private func lines(_ call: ScriptTrial.Call) -> [String] {
    let isGood = call.ending == .completed
    let outcome = style.paint(call.ending.rawValue, isGood ? .green : .red)
    let memory = (call.peakMemory + 1_023) / 1_024
    var lines = ["  \(outcome) in \(TurnRenderer.time(call.duration)), at most \(memory) KB"]
    if isGood { lines += Row(label: "value", text: call.value.json).lines(style) }
    for operation in call.operations { lines += Row(label: "proposes", text: operation.value.json).lines(style) }
    for line in call.log { lines += Row(label: line.level, text: line.text).lines(style) }
    if let error = call.error { lines += ProblemRenderer(style: style).lines(error).map { "  " + $0 } }
    return lines
  }
}
