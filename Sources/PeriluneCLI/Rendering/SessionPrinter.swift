import Perilune
import PeriluneMetrics
import PeriluneModel
import PeriluneStore

/// Prints the turns of a session as they end, and its summary.
struct SessionPrinter {
  /// More conversations than this are summed up without their attributes.
  private static let attributeLimit = 3

  private let isJSON: Bool
  private let isQuiet: Bool
  private let renderer = TurnRenderer(style: Terminal.output.style)
  private var progress: Progress
  private var times = DurationHistogram()
  private var count = 0
  private var subjects: [StateSubject] = []

  init(isJSON: Bool, isQuiet: Bool = false, total: Int) {
    self.isJSON = isJSON
    self.isQuiet = isQuiet
    progress = Progress(total: total, noun: "turns")
  }

  mutating func print(_ report: TurnReport, tenantId: String) {
    progress.finish()
    times.record(report.extensionTime)
    count += 1
    remember(StateSubject(tenantId: tenantId, sessionId: report.conversationId))
    if !isQuiet { Terminal.output.write(isJSON ? [report.value.json] : renderer.lines(report)) }
    progress.advance(to: count)
  }

  /// One more than are shown is enough to know that there are too many.
  private mutating func remember(_ subject: StateSubject) {
    guard subjects.count <= Self.attributeLimit, !subjects.contains(subject) else { return }
    subjects.append(subject)
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
    Terminal.output.write(summary.times(timings, perTurn: times.summary))
  }
}
