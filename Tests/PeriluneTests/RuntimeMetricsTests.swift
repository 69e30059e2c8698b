import CoreMetrics
import Foundation
import MetricsTestKit
import Perilune
import PeriluneMetrics
import PeriluneModel
import Testing

@Suite struct RuntimeMetricsTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// One that is well, one that fails, one that loops, one that is disabled.
  private func folder() throws -> TemporaryExtensions {
    let folder = try TemporaryExtensions()
    try folder.add("good", hook: .preChatTurn, "tx:set('seen', 1) return { directives = { 'one two three' } }")
    try folder.add("failing", hook: .preChatTurn, "error('no')")
    try folder.add(
      "looping", ["chatHooks": ["preChatTurn": ["hook"]], "hookBudgets": ["hook": ["maxLatencyMs": 5]]],
      script: "return { hook = function() while true do end end }")
    try folder.add(
      "sleeping", ["chatHooks": ["preChatTurn": ["hook"]], "killSwitchEnabled": false],
      script: "return { hook = function() end }")
    return folder
  }

  private func metrics(_ folder: TemporaryExtensions, runs: Int = 2, _ metrics: RuntimeMetrics = RuntimeMetrics())
    async throws -> RuntimeMetrics
  {
    let runtime = try await folder.runtime { _, options in options.observers = [metrics] }
    for _ in 0..<runs { _ = try await runtime.run(.preChatTurn, [:]) }
    return metrics
  }

  @Test func everyFactIsCountedOnce() async throws {
    let metrics = try await metrics(folder())
    let hook = "preChatTurn"
    func count(_ metric: RuntimeMetric, _ id: String?, _ detail: String? = nil) -> Double {
      metrics.value(of: metric, extension: id, hook: id == nil ? nil : hook, detail: detail)
    }
    #expect(count(.extensionsLoaded, nil) == 4)
    #expect(count(.hookRuns, nil, "done") == 2)
    for id in ["good", "failing", "looping"] {
      #expect(count(.admitted, id) == 2)
      #expect(count(.invocations, id) == 2)
      #expect(count(.running, id) == 0)
    }
    #expect(count(.errors, "failing", "EXT_HOOK_FAILURE") == 2)
    #expect(count(.errors, "good") == 0)
    #expect(count(.timeouts, "looping") == 2)
    #expect(count(.budgetOverruns, "looping", "time") == 2)
    #expect(count(.tokenUsage, "good") > 0)
    #expect(count(.stateTransactions, "good", "applied") == 2)
    #expect(count(.disabledInvocations, "sleeping") == 2)
    #expect(count(.skippedInvocations, "sleeping", "disabled") == 2)
  }

  @Test func rowsShowPercentilesOfTheLastMinutes() async throws {
    let rows = try await metrics(folder()).rows
    #expect(rows.map(\.extensionId) == ["failing", "good", "looping", "sleeping"])
    let looping = try #require(rows.first { $0.extensionId == "looping" })
    #expect(looping.recent.count == 2)
    #expect(looping.recent.p50 >= 4.9)
    #expect(looping.overruns == 2)
    #expect(rows.last?.skipped == 2)
    #expect(rows.first?.errors == 2)
  }

  @Test(.enabled(if: Promtool.path != nil, "\(Promtool.isMissing)"))
  func promtoolFindsNothingToSayAboutTheExposition() async throws {
    let text = try await metrics(folder()).prometheusText
    #expect(text.contains(#"perilune_invocations_total{extension="good",hook="preChatTurn"} 2"#))
    #expect(text.contains(#"perilune_duration_seconds_bucket{extension="good",hook="preChatTurn",le="+Inf"} 2"#))
    let result = try Promtool.run(["check", "metrics"], input: text)
    #expect(result.code == 0, "\(result.output)")
    #expect(result.output == "")
  }

  @Test func pairsBeyondTheLimitCountUnderOther() async throws {
    let folder = try TemporaryExtensions()
    for index in 0..<6 { try folder.add("e\(index)", hook: .preChatTurn, "return nil") }
    var options = RuntimeMetrics.Options()
    options.seriesLimit = 4
    let metrics = try await metrics(folder, RuntimeMetrics(options: options))
    // The load and the run have a pair each, so two extensions are left.
    let total = metrics.value(of: .invocations)
    #expect(total == 12)
    #expect(metrics.value(of: .invocations, extension: "other") > 0)
    #expect(Set(metrics.rows.map(\.extensionId)).count <= 5)
  }

  @Test func aKillOfBeforeTheRestartIsStillShown() async throws {
    struct Store: KillStore {
      func load() throws -> [Kill] { [Kill(.extension("good"), actor: "ana", reason: "INC", time: 1)] }
      func save(_ kills: [Kill]) throws {}
    }
    let metrics = RuntimeMetrics()
    let folder = try folder()
    let runtime = try await folder.runtime { _, options in
      options.observers = [metrics]
      options.killStore = Store()
    }
    func killed() -> Double { metrics.value(of: .killed, extension: "good", hook: "all") }
    #expect(killed() == 1)
    #expect(metrics.value(of: .killOrders) == 0)
    try runtime.revive(.extension("good"), by: "ana", because: "fixed")
    #expect(killed() == 0)
  }

  @Test(arguments: [false, true])
  func aBreakerThatAReloadReplacedIsNoLongerOpen(isRemoved: Bool) async throws {
    let metrics = RuntimeMetrics()
    let folder = try folder()
    let runtime = try await folder.runtime { _, options in options.observers = [metrics] }
    for _ in 0..<3 { _ = try await runtime.run(.preChatTurn, [:]) }
    func open(_ id: String) -> Double { metrics.value(of: .circuitOpen, extension: id, hook: "preChatTurn") }
    #expect(open("failing") == 1 && open("looping") == 1)
    if isRemoved {
      try FileManager.default.removeItem(atPath: folder.path + "/failing")
    } else {
      try folder.add("failing", hook: .preChatTurn, "return nil")
    }
    try await runtime.reload()
    #expect(open("failing") == 0 && open("looping") == 1)
  }

  @Test func everNewExtensionsFillNoMemory() async throws {
    let folder = try TemporaryExtensions()
    var options = RuntimeMetrics.Options()
    options.seriesLimit = 8
    let (metrics, backEnd) = (RuntimeMetrics(options: options), TestMetrics())
    let observers: [any RuntimeObserver] = [metrics, SwiftMetricsObserver(factory: backEnd, seriesLimit: 8)]
    try folder.add("e0", hook: .preChatTurn, "error('no')")
    let runtime = try await folder.runtime { _, options in options.observers = observers }
    func round(_ number: Int) async throws {
      try FileManager.default.removeItem(atPath: folder.path + "/e\(number - 1)")
      try folder.add("e\(number)", hook: .preChatTurn, "error('no')")
      try await runtime.reload()
      for _ in 0..<4 { _ = try await runtime.run(.preChatTurn, [:]) }
      try runtime.kill(.extension("e\(number)"), by: "ana", because: "test")
    }
    let other = [("extension", "other"), ("hook", "other"), ("code", "EXT_HOOK_FAILURE")]
    let last = [("extension", "e40"), ("hook", "preChatTurn"), ("code", "EXT_HOOK_FAILURE")]
    var sizes: [Int] = []
    for number in 1...40 {
      try await round(number)
      sizes.append(metrics.prometheusText.split(separator: "\n").count)
    }
    #expect(sizes[39] == sizes[19], "\(sizes)")
    #expect(try backEnd.expectCounter("perilune_errors_total", other).totalValue > 0)
    #expect(throws: (any Error).self) { try backEnd.expectCounter("perilune_errors_total", last) }
    #expect(metrics.value(of: .errors, detail: "EXT_HOOK_FAILURE") == 120)
    #expect(metrics.value(of: .skippedInvocations, detail: "breaker_open") == 40)
  }

  @Test func anyBackEndOfSwiftMetricsGetsTheSameNumbers() async throws {
    let backEnd = TestMetrics()
    let folder = try folder()
    let runtime = try await folder.runtime { _, options in
      options.observers = [SwiftMetricsObserver(factory: backEnd)]
    }
    for _ in 0..<2 { _ = try await runtime.run(.preChatTurn, [:]) }
    let pair = [("extension", "good"), ("hook", "preChatTurn")]
    #expect(try backEnd.expectCounter("perilune_invocations_total", pair).totalValue == 2)
    #expect(try backEnd.expectTimer("perilune_duration_ms", pair).values.count == 2)
    #expect(try backEnd.expectMeter("perilune_invocations_running", pair).values.last == 0)
  }

  @Test func thePageOfTheMetricsIsTheCodesOwn() throws {
    let page = try String(contentsOf: Self.root.appending(path: "docs/metrics.md"), encoding: .utf8)
    #expect(page == MetricsReference.markdown, "run make docs")
  }

  @Test(
    .enabled(if: Promtool.path != nil, "\(Promtool.isMissing)"))
  func promtoolAcceptsTheAlerts() throws {
    let file = Self.root.appending(path: "examples/operations/alerts.yml").path
    let result = try Promtool.run(["check", "rules", file])
    #expect(result.code == 0, "\(result.output)")
    #expect(result.output.contains("SUCCESS"))
  }

  /// Alerts and dashboard name no metric that there is not.
  @Test(arguments: ["alerts.yml", "dashboard.json"])
  func examplesNameMetricsThatThereAre(name: String) throws {
    let text = try String(contentsOf: Self.root.appending(path: "examples/operations/\(name)"), encoding: .utf8)
    let known = Set(RuntimeMetric.allCases.map(\.prometheusName))
    let found = text.matches(of: /perilune_[a-z_]+/).map { match in
      var word = String(match.output)
      for suffix in ["_bucket", "_sum", "_count"] where word.hasSuffix("_seconds" + suffix) {
        word = String(word.dropLast(suffix.count))
      }
      return word.replacing("_recent_seconds", with: "_seconds")
    }
    #expect(found.count > 5)
    #expect(Set(found).subtracting(known).isEmpty)
  }
}
