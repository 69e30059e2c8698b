import Foundation
import Logging
import Perilune
import PeriluneModel
import Synchronization
import Testing

@Suite struct ReloadTests {
  private let recorder = EventRecorder()

  private static func script(_ version: Int) -> String {
    """
    return {
      onInit = function() return {version = \(version)} end,
      first = function(ctx) return {directives = {ctx.init.version .. ' \(version)'}} end,
      second = function(ctx) return {directives = {ctx.init.version .. ' \(version)'}} end,
    }
    """
  }

  private static let manifest: Value = ["chatHooks": ["preChatTurn": ["first", "second"]]]

  private func write(_ version: Int, of ids: [String] = ["a"], to folder: TemporaryExtensions) throws {
    for id in ids { try folder.add(id, Self.manifest, script: Self.script(version)) }
  }

  private func runtime(
    _ folder: TemporaryExtensions, _ configure: (inout ExtensionRegistrationConfig) -> Void = { _ in }
  ) async throws -> ExtensionRuntime {
    try await folder.runtime { config, options in
      configure(&config)
      options.observers = [recorder]
      options.logger = .init(label: "reload") { _ in RecordingHandler(lines: Lines()) }
    }
  }

  private func versions(_ runtime: ExtensionRuntime) async throws -> Set<String> {
    let outcome = try await runtime.run(.preChatTurn, [:])
    #expect(outcome.errors.isEmpty && outcome.skipped.isEmpty, "\(outcome.errors)")
    return Set(outcome.merged.value["directives"]?.arrayValue?.compactMap(\.stringValue) ?? [])
  }

  @Test func whatChangedIsSwappedAndTheRestGoesOn() async throws {
    let folder = try TemporaryExtensions()
    try write(1, of: ["a", "b", "c"], to: folder)
    let runtime = try await runtime(folder)
    try write(2, to: folder)
    try FileManager.default.removeItem(atPath: folder.path + "/c")
    try folder.add("d", hook: .normalize, "")
    let reload = try await runtime.reload()
    #expect([reload.added, reload.removed, reload.changed, reload.unchanged] == [["d"], ["c"], ["a"], ["b"]])
    #expect(reload.generation == 2)
    #expect("\(reload)" == "generation 2, added d, changed a, removed c")
    #expect(try await versions(runtime) == ["2 2", "1 1"])
    #expect(recorder.story.filter { $0.hasPrefix("reload") || $0.hasPrefix("drain") } == ["reloaded 2", "drained 1"])
  }

  /// As a slow copy leaves it for a moment.
  @Test(arguments: [false, true])
  func aFolderWithoutItsManifestReplacesNothing(failOpen: Bool) async throws {
    let folder = try TemporaryExtensions()
    try write(1, of: ["a", "b"], to: folder)
    let runtime = try await runtime(folder) { $0.failOpen = failOpen }
    try FileManager.default.removeItem(atPath: folder.path + "/a/manifest.json")
    let failure = await #expect(throws: RegistrationFailure.self) { try await runtime.reload() }
    #expect(failure?.problems.contains { $0.message.contains("manifest.json") && $0.severity == .error } == true)
    #expect(runtime.registry.extensions.map(\.id) == ["a", "b"])
  }

  @Test func anEmptyFolderIsNotWhatTheHostNamed() async throws {
    let folder = try TemporaryExtensions()
    try write(1, to: folder)
    let runtime = try await runtime(folder) { $0.extensions = [.init(id: "a")] }
    try FileManager.default.removeItem(atPath: folder.path + "/a")
    let failure = await #expect(throws: RegistrationFailure.self) { try await runtime.reload() }
    #expect(failure?.problems.contains { $0.message.contains("\"a\" was not found") } == true)
    #expect(try await versions(runtime) == ["1 1"])
  }

  @Test func nothingChangesNothing() async throws {
    let folder = try TemporaryExtensions()
    try write(1, to: folder)
    let runtime = try await runtime(folder)
    #expect(try await runtime.reload().unchanged == ["a"])
    #expect(runtime.registry.extensions.map(\.id) == ["a"])
  }

  @Test func aSettingOfTheHostIsAChange() async throws {
    let folder = try TemporaryExtensions()
    try write(1, of: ["a", "b"], to: folder)
    let runtime = try await runtime(folder)
    var config = ExtensionRegistrationConfig()
    config.extensions = [.init(id: "a", config: ["x": 1]), .init(id: "b")]
    #expect(try await runtime.reload(config: config).changed == ["a"])
    // It stays for the next one.
    #expect(try await runtime.reload().unchanged == ["a", "b"])
  }

  @Test(arguments: [
    ("return +", ExtensionError.Code.scriptInvalid), ("return {first = print}", .scriptInvalid),
    ("return {onInit = function() error('no') end, first = print, second = print}", .hookFailure),
  ])
  func aBrokenVersionIsRefusedAndReported(script: String, code: ExtensionError.Code) async throws {
    for failOpen in [false, true] {
      let folder = try TemporaryExtensions()
      try write(1, of: ["a", "b"], to: folder)
      let runtime = try await runtime(folder) { $0.failOpen = failOpen }
      try write(2, of: ["b"], to: folder)
      try folder.add("a", Self.manifest, script: script)
      let failure = await #expect(throws: RegistrationFailure.self) { try await runtime.reload() }
      #expect(failure?.problems.map(\.code) == [code])
      #expect(try await versions(runtime) == ["1 1"])
      #expect(recorder.story.contains("reload refused 1"))
      // Corrected, it takes its place.
      try write(3, to: folder)
      #expect(try await runtime.reload().changed == ["a", "b"])
      #expect(try await versions(runtime) == ["3 3", "2 2"])
    }
  }

  @Test func aBrokenManifestIsNoRemoval() async throws {
    let folder = try TemporaryExtensions()
    try write(1, to: folder)
    let runtime = try await runtime(folder) { $0.failOpen = true }
    try folder.write("{", "a/manifest.json")
    await #expect(throws: RegistrationFailure.self) { try await runtime.reload() }
    #expect(try await versions(runtime) == ["1 1"])
  }

  @Test func underFailOpenOneThatNeverWorkedIsLeftOut() async throws {
    let folder = try TemporaryExtensions()
    try write(1, to: folder)
    try folder.add("bad", hook: .preChatTurn, "return +")
    let runtime = try await runtime(folder) { $0.failOpen = true }
    try write(2, to: folder)
    #expect(try await runtime.reload().changed == ["a"])
    #expect(runtime.registry.failedCount == 1)
  }

  @Test func aRunThatBeganBeforeEndsOnTheOldVersionThenItIsShutDown() async throws {
    let folder = try TemporaryExtensions()
    func add(_ version: Int) throws {
      let manifest: Value = [
        "chatHooks": ["preChatTurn": ["slow", "last"]], "hookBudgets": ["slow": ["maxLatencyMs": 60_000]],
      ]
      let script = """
        return {
          slow = function(ctx) for i = 1, ctx.rounds do local t = {i} end return {directives = {'\(version)'}} end,
          last = function() return {directives = {'\(version)'}} end,
          onShutdown = function() error('bye \(version)') end,
        }
        """
      try folder.add("a", manifest, script: script)
    }
    try add(1)
    let log = Lines()
    let runtime = try await folder.runtime { _, options in
      options.observers = [recorder]
      options.logger = .init(label: "reload") { _ in RecordingHandler(lines: log) }
    }
    let old = Task { try await runtime.run(.preChatTurn, ["rounds": 3_000_000]) }
    while !recorder.story.contains("invoking a.slow") { try await Task.sleep(for: .milliseconds(1)) }
    try add(2)
    async let reload = runtime.reload()
    while !recorder.story.contains("reloaded 2") { try await Task.sleep(for: .milliseconds(1)) }
    let new = try await runtime.run(.preChatTurn, ["rounds": 1])
    #expect(new.merged.value["directives"] == ["2", "2"])
    #expect(try await old.value.merged.value["directives"] == ["1", "1"])
    #expect(try await reload.changed == ["a"])
    #expect(log.all.filter { $0.contains("bye") }.count == 1)
    #expect(log.all.contains { $0.contains("bye 1") })
    let end = recorder.events.firstIndex { event in
      if case .finished(let run, _, _) = event { run.generation == 1 } else { false }
    }
    #expect((recorder.story.firstIndex(of: "drained 1") ?? 0) > (end ?? .max))
  }

  @Test func theStatesOfWhatIsGoneAreFreed() async throws {
    let folder = try TemporaryExtensions()
    try write(1, of: ["a", "b"], to: folder)
    let runtime = try await runtime(folder)
    _ = try await versions(runtime)
    func pool(_ id: String) -> Weak { Weak(runtime.registry.extensions.first { $0.id == id }?.pool) }
    let (changed, same) = (pool("a"), pool("b"))
    try write(2, to: folder)
    try await runtime.reload()
    // The thread of the last invocation may still clean up after it.
    for _ in 0..<1_000 where changed.object != nil { try await Task.sleep(for: .milliseconds(10)) }
    #expect(changed.object == nil)
    #expect(same.object != nil)
  }

  @Test func killsAndBreakersOutliveAReload() async throws {
    let folder = try TemporaryExtensions()
    try write(1, of: ["a", "c"], to: folder)
    try folder.add("b", hook: .preChatTurn, "error('no')")
    let runtime = try await runtime(folder)
    for _ in 0..<3 { _ = try await runtime.run(.preChatTurn, [:]) }
    try runtime.kill(.extension("a"), by: "ana", because: "test")
    try write(2, to: folder)
    #expect(try await runtime.reload().changed == ["a"])
    let outcome = try await runtime.run(.preChatTurn, [:])
    #expect(outcome.skipped.map(\.reason) == [.killed, .killed, .breakerOpen])
    try folder.add("b", hook: .preChatTurn, "return {}")
    try await runtime.reload()
    #expect(try await runtime.run(.preChatTurn, [:]).skipped.map(\.reason) == [.killed, .killed])
    try runtime.revive(.extension("a"), by: "ana", because: "test")
    #expect(try await runtime.run(.preChatTurn, [:]).skipped.isEmpty)
  }

  @Test func anotherRegistryCanTakeThePlace() async throws {
    let (one, two) = (try TemporaryExtensions(), try TemporaryExtensions())
    try write(1, to: one)
    try write(2, to: two)
    let runtime = try await runtime(one)
    let registry = try await ExtensionRegistry.load(folder: two.path)
    #expect(try await runtime.swap(to: registry).changed == ["a"])
    #expect(try await versions(runtime) == ["2 2"])
    // From now on its folder is the one that is loaded again.
    try write(3, to: two)
    try await runtime.reload()
    #expect(try await versions(runtime) == ["3 3"])
  }

  /// `make reloads` runs 1,000 of them.
  @Test func reloadsUnderLoadFailAndMixNothing() async throws {
    let rounds = Int(ProcessInfo.processInfo.environment["PERILUNE_RELOADS"] ?? "") ?? 60
    let folder = try TemporaryExtensions()
    try write(0, of: ["a", "b"], to: folder)
    let runtime = try await runtime(folder)
    let isOver = Flag()
    let ran = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var count = 0
          while !isOver.isSet {
            let outcome = try await runtime.run(.preChatTurn, [:])
            let texts = outcome.merged.value["directives"]?.arrayValue?.compactMap(\.stringValue) ?? []
            #expect(outcome.errors.allSatisfy { $0.severity == .warn } && outcome.skipped.isEmpty, "\(outcome.errors)")
            // Two functions of two extensions, all of one version.
            #expect(texts.count == 4 && Set(texts).count == 1, "\(texts)")
            count += 1
          }
          return count
        }
      }
      for version in 1...rounds {
        let isBroken = version % 10 == 0
        try write(version, of: ["a", "b"], to: folder)
        if isBroken { try folder.write("return +", "b/main.lua") }
        if isBroken {
          await #expect(throws: RegistrationFailure.self) { try await runtime.reload() }
        } else {
          #expect(try await runtime.reload().changed == ["a", "b"])
        }
      }
      isOver.set()
      return try await group.reduce(0, +)
    }
    #expect(ran > 0)
    #expect(recorder.story.count { $0.hasPrefix("drained") } == rounds - rounds / 10)
    #expect(recorder.story.count { $0.hasPrefix("started") } == ran)
    #expect(recorder.story.count { $0.hasPrefix("finished") } == ran)
    print("\(rounds) reloads, \(ran) runs beside them")
  }
}

private struct Weak {
  weak var object: AnyObject?

  init(_ object: AnyObject?) { self.object = object }
}

private final class Flag: Sendable {
  private let state = Atomic(false)

  var isSet: Bool { state.load(ordering: .relaxed) }

  func set() { state.store(true, ordering: .relaxed) }
}
