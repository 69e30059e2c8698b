import Perilune
import PeriluneModel

/// Renders what an extension sees, for a person.
struct ScopesRenderer {
  let style: Style

  func lines(_ explanation: ScopeExplanation) -> [String] {
    let granted = explanation.granted.map(\.rawValue).joined(separator: ", ")
    let view = Value.object(explanation.view).json(pretty: true).split(separator: "\n").map { "  \($0)" }
    let heading = "\(explanation.extensionId) is granted \(granted.isEmpty ? "no data class" : granted) and sees"
    return [style.paint(heading, .bold)] + view + section("hidden", explanation.hidden, .red)
      + section("shown", explanation.shown, .green)
  }

  private func section(_ title: String, _ parts: [ScopeExplanation.Part], _ tone: Style.Tone) -> [String] {
    parts.flatMap { part in
      let text = "\(part.path): of the class \(part.dataClass) by \"\(part.pattern)\", \(words(for: part.reason))"
      return Row(label: title, text: text, tone: tone).lines(style)
    }
  }

  private func words(for reason: ScopeExplanation.Reason) -> String {
    switch reason {
    case .granted: "which is granted"
    case .notRequested: "which the manifest's dataClassScopes does not ask for"
    case .denied: "which the host's deniedDataClasses has"
    case .notAllowed: "which the host's dataClassAllowlist lacks"
    @unknown default: reason.rawValue
    }
  }
}
