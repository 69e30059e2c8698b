import InMemoryTracing
import Perilune
import PeriluneModel
import PeriluneTracing
import Testing
import Tracing

@Suite struct TraceObserverTests {
  private func folder() throws -> TemporaryExtensions {
    let folder = try TemporaryExtensions()
    try folder.add("good", hook: .preChatTurn, "return { directives = { 'one' } }")
    try folder.add("failing", hook: .preChatTurn, priority: -1, "error('a private word')")
    return folder
  }

  @Test func aTurnARunAndEachExtensionHaveSpansInsideEachOther() async throws {
    let tracer = InMemoryTracer()
    let folder = try folder()
    let runtime = try await folder.runtime { _, options in options.observers = [TraceObserver(tracer: tracer)] }
    var player = TurnPlayer(runtime: runtime)
    _ = try await player.play(RecordedTurn(conversationId: "c", user: "Hello.", model: "Hi."), in: tracer)
    let spans = tracer.finishedSpans
    #expect(tracer.activeSpans.isEmpty)
    let turn = try #require(spans.first { $0.operationName == "turn" })
    let run = try #require(spans.first { $0.operationName == "hook preChatTurn" })
    let good = try #require(spans.first { $0.operationName == "extension good" })
    let failing = try #require(spans.first { $0.operationName == "extension failing" })
    #expect(run.parentSpanID == turn.spanID)
    #expect([good, failing].allSatisfy { $0.parentSpanID == run.spanID && $0.traceID == turn.traceID })
    #expect(good.attributes.get("perilune.extension.id") == "good")
    #expect(good.attributes.get("code.function.name") == "hook")
    #expect(failing.attributes.get("error.type") == "EXT_HOOK_FAILURE")
    #expect(failing.status?.code == .error)
    #expect(!"\(spans)".contains("private word"))
  }

  @Test func aTurnThatFailsHasItsErrorOnEverySpan() async throws {
    let tracer = InMemoryTracer()
    let folder = try folder()
    let runtime = try await folder.runtime { config, options in
      config.strictMode = true
      options.observers = [TraceObserver(tracer: tracer)]
    }
    var player = TurnPlayer(runtime: runtime)
    let turn = RecordedTurn(conversationId: "c", user: "Hello.", model: "Hi.")
    await #expect(throws: ExtensionError.self) { try await player.play(turn, in: tracer) }
    #expect(tracer.activeSpans.isEmpty)
    for name in ["turn", "hook preChatTurn", "extension failing"] {
      let span = try #require(tracer.finishedSpans.first { $0.operationName == name })
      #expect(span.attributes.get("error.type") == "EXT_HOOK_FAILURE" && span.status?.code == .error, "\(name)")
    }
    #expect(!"\(tracer.finishedSpans)".contains("private word"))
  }

  @Test func aFunctionThatIsSkippedIsAnEventOfItsRun() async throws {
    let tracer = InMemoryTracer()
    let folder = try folder()
    let runtime = try await folder.runtime { config, options in
      config.extensions = [.init(id: "good", overrides: .init(killSwitchEnabled: false))]
      options.observers = [TraceObserver(tracer: tracer)]
    }
    _ = try await runtime.run(.preChatTurn, [:])
    let run = try #require(tracer.finishedSpans.first { $0.operationName == "hook preChatTurn" })
    #expect(run.events.map(\.name) == ["perilune.skipped"])
    #expect(!tracer.finishedSpans.contains { $0.operationName == "extension good" })
  }
}
