import Perilune
import PeriluneModel
import Synchronization
import Testing

@Suite struct BreakerTests {
  private final class Clock: Sendable {
    private let milliseconds = Mutex(0)

    var now: Duration { .milliseconds(milliseconds.withLock { $0 }) }

    func pass(_ time: Int) { milliseconds.withLock { $0 += time } }
  }

  private let recorder = EventRecorder()
  private let clock = Clock()

  /// Fails when the context says so.
  private static let body = "if ctx.fails then error('no') end return {directives = {'fine'}}"

  private func runtime(
    _ body: String = body, _ breaker: ExtensionRegistrationConfig.Breaker = .init(openMs: 60, maxOpenMs: 100),
    milliseconds: Int = TemporaryExtensions.patience,
    _ configure: (inout ExtensionRegistrationConfig) -> Void = { _ in }
  ) async throws -> ExtensionRuntime {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preChatTurn, priority: 1, milliseconds: milliseconds, body)
    try folder.add("b", hook: .preChatTurn, "")
    return try await folder.runtime { config, options in
      config.breaker = breaker
      options.observers = [recorder]
      options.now = { [clock] in clock.now }
      configure(&config)
    }
  }

  private func run(_ runtime: ExtensionRuntime, fails: Bool, turn: ChatTurn? = nil) async throws -> [HookOutcome.Reason]
  {
    var context: HookContext = ["fails": .bool(fails)]
    context.turn = turn
    let outcome = try await runtime.run(.preChatTurn, context)
    #expect(outcome.ran.last?.extensionId == "b")
    return outcome.skipped.map(\.reason)
  }

  private var changes: [String] { recorder.story.filter { $0.hasPrefix("breaker") } }

  @Test func threeFailuresInARowLeaveItOutUntilAProbeSucceeds() async throws {
    let runtime = try await runtime()
    for _ in 0..<2 { #expect(try await run(runtime, fails: true) == []) }
    #expect(try await run(runtime, fails: false) == [])
    for _ in 0..<3 { #expect(try await run(runtime, fails: true) == []) }
    #expect(try await run(runtime, fails: false) == [.breakerOpen])
    clock.pass(60)
    #expect(try await run(runtime, fails: true) == [])
    #expect(try await run(runtime, fails: false) == [.breakerOpen])
    clock.pass(100)
    #expect(try await run(runtime, fails: false) == [])
    #expect(try await run(runtime, fails: false) == [])
    #expect(
      changes == ["breaker a open", "breaker a half_open", "breaker a open", "breaker a half_open", "breaker a closed"])
    let times = recorder.events.compactMap { event in
      if case .breakerChanged(let change) = event { change.openFor } else { nil }
    }
    #expect(times == [.milliseconds(60), .milliseconds(100)])
  }

  @Test func itStaysOpenForTheRestOfTheTurnOfTheFailures() async throws {
    let runtime = try await runtime()
    let turn = ChatTurn()
    for _ in 0..<3 { #expect(try await run(runtime, fails: true, turn: turn) == []) }
    clock.pass(60)
    #expect(try await run(runtime, fails: false, turn: turn) == [.breakerOpen])
    #expect(try await run(runtime, fails: false) == [])
  }

  @Test func eachHookHasItsOwn() async throws {
    let folder = try TemporaryExtensions()
    let manifest: Value = ["chatHooks": ["preChatTurn": ["bad"], "prePersistTurn": ["good"]]]
    try folder.add("a", manifest, script: "return {bad = function() error('no') end, good = function() end}")
    let runtime = try await folder.runtime()
    for _ in 0..<3 { _ = try await runtime.run(.preChatTurn, [:]) }
    #expect(try await runtime.run(.preChatTurn, [:]).skipped.map(\.reason) == [.breakerOpen])
    #expect(try await runtime.run(.prePersistTurn, [:]).ran.count == 1)
  }

  @Test(arguments: [
    ("while true do end", 20), ("local s = 'x'; while true do s = s .. s end", TemporaryExtensions.patience),
    ("return {nonsense = 1}", TemporaryExtensions.patience),
  ])
  func everyFailureOfItsOwnCounts(body: String, milliseconds: Int) async throws {
    let runtime = try await runtime(body, milliseconds: milliseconds) { $0.limits.memoryLimitKB = 1_024 }
    for _ in 0..<3 { _ = try await run(runtime, fails: false) }
    #expect(try await run(runtime, fails: false) == [.breakerOpen])
  }

  @Test func whatAnotherOneCausedDoesNotCount() async throws {
    let runtime = try await runtime("while true do end") { $0.limits.pipelineDeadlineMs = 20 }
    for _ in 0..<5 {
      let outcome = try await runtime.run(.preChatTurn, [:])
      #expect(outcome.skipped.allSatisfy { $0.reason == .deadline })
    }
    let task = Task { try await runtime.run(.preChatTurn, [:]) }
    task.cancel()
    _ = try await task.value
    #expect(changes == [])
  }

  @Test func itCanBeSwitchedOff() async throws {
    let runtime = try await runtime(Self.body, .init(isEnabled: false))
    for _ in 0..<10 { #expect(try await run(runtime, fails: true) == []) }
    #expect(changes == [])
  }

  @Test func aPolicyFailsTheRunForAnOpenBreaker() async throws {
    let runtime = try await runtime { $0.failurePolicies.set(.fail, for: .preChatTurn, on: .breaker) }
    for _ in 0..<3 { #expect(try await run(runtime, fails: true) == []) }
    let error = await #expect(throws: ExtensionError.self) { try await runtime.run(.preChatTurn, [:]) }
    #expect(error?.message == "hook was skipped: its circuit breaker is open")
    #expect(error?.severity == .fatal)
  }

  @Test func aResolverThatFailsIsNotAskedForEver() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .prePersistTurn, priority: 2, "tx:set('mood', 'calm')")
    try folder.add(
      "b", hook: .prePersistTurn, priority: 1,
      "tx:policy('resolver', {resolverId = 'judge/pick'}); tx:set('mood', 'glad')")
    try folder.add("judge", ["resolvers": ["pick"]], script: "return {pick = function() error('no') end}")
    let runtime = try await folder.runtime { _, options in options.observers = [recorder] }
    for _ in 0..<4 { #expect(try await runtime.run(.prePersistTurn, [:]).conflicts.map(\.reason) == [.resolverFailed]) }
    #expect(recorder.story.count { $0 == "ran judge" } == 3)
    #expect(recorder.story.contains("skipped judge breaker_open"))
  }

  /// Under real threads: whatever the order, only one probe runs at a time, and
  /// every invocation is accounted for.
  @Test func onlyOneProbeRunsAtATimeUnderLoad() async throws {
    let runtime = try await runtime("error('no')", .init(failures: 2, openMs: 1, maxOpenMs: 1))
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var ran = 0
          for _ in 0..<200 {
            clock.pass(1)
            let outcome = try await runtime.run(.preChatTurn, [:])
            #expect(outcome.ran.count + outcome.skipped.count == 2)
            ran += outcome.ran.count { $0.extensionId == "a" }
          }
          return ran
        }
      }
      var ran = 0
      for try await count in group { ran += count }
      // At first the tasks fail side by side; after that each run is a probe, and each probe is one change to half open.
      let probes = changes.count { $0 == "breaker a half_open" }
      #expect((probes + 2...probes + 8).contains(ran), "\(ran) ran, \(probes) probes")
      #expect(changes.count { $0 == "breaker a open" } <= probes + 1)
    }
  }
}
