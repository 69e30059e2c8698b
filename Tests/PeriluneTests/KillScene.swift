import Perilune
import PeriluneModel
import Testing

/// Two extensions that operators kill: `a` in two hooks and `b` in one; each
/// says that it ran.
struct KillScene {
  let recorder = EventRecorder()
  let folder: TemporaryExtensions

  init() throws {
    folder = try TemporaryExtensions()
    let script = "return {hook = function() return {directives = {'ran'}} end, other = function() end}"
    try folder.add("a", ["chatHooks": ["preChatTurn": ["hook"], "prePersistTurn": ["other"]]], script: script)
    try folder.add("b", ["chatHooks": ["preChatTurn": ["hook"]]], script: script)
  }

  func runtime(_ store: (any KillStore)? = nil) async throws -> ExtensionRuntime {
    try await folder.runtime { _, options in
      options.observers = [recorder]
      options.killStore = store
    }
  }

  /// The extensions that ran; the others were skipped as killed.
  func ran(_ hook: HookKind, _ runtime: ExtensionRuntime) async throws -> [String] {
    let outcome = try await runtime.run(hook, [:])
    #expect(outcome.skipped.allSatisfy { $0.reason == .killed })
    #expect(outcome.errors.isEmpty)
    return outcome.ran.map(\.extensionId)
  }
}
