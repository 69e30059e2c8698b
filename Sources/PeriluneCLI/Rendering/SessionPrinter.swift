import Perilune
import PeriluneMetrics
import PeriluneModel
import PeriluneStore

/// Prints the turns of a session as they end, and its summary.
struct SessionPrinter {
  /// More conversations than this are summed up without their attributes.
  private static let attributeLimit = 3

  private let isJSON: Bool
  private let renderer = TurnRenderer(style: Terminal.output.style)
  private var progress: Progress
  private var times: [Duration] = []
  private var subjects: [StateSubject] = []

  init(isJSON: Bool, total: Int) {
    self.isJSON = isJSON
    progress = Progress(total: total, noun: "turns")
  }

  mutating func print(_ report: TurnReport, tenantId: String) {
    progress.finish()
    times.append(report.extensionTime)
    let subject = StateSubject(tenantId: tenantId, sessionId: report.conversationId)
    if subjects.last != subject, !subjects.contains(subject) { subjects.append(subject) }
    Terminal.output.write(isJSON ? [report.value.json] : renderer.lines(report))
    progress.advance(to: times.count)
  }

  mutating func stop() { progress.finish() }

  mutating func summarize(_ timings: HookTimings, _ store: any AttributeStore) async throws {
    progress.finish()
    guard !isJSON else { return }
    let summary = SummaryRenderer(style: Terminal.output.style)
    for subject in subjects.prefix(subjects.count > Self.attributeLimit ? 0 : Self.attributeLimit) {
      let attributes = StateTree(try await store.attributes(of: subject)).flattened
      Terminal.output.write(summary.attributes(attributes, of: subject.sessionId))
    }
    Terminal.output.write(summary.times(timings, perTurn: times))
  }
}
