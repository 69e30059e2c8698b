import Logging
import Perilune
import PeriluneModel
import Testing

/// Extensions of which each function says the version that it is of, and that
/// its `onInit` was of.
struct ReloadScene {
  let recorder = EventRecorder()

  static func script(_ version: Int) -> String {
    """
    return {
      onInit = function() return {version = \(version)} end,
      first = function(ctx) return {directives = {ctx.init.version .. ' \(version)'}} end,
      second = function(ctx) return {directives = {ctx.init.version .. ' \(version)'}} end,
    }
    """
  }

  static let manifest: Value = ["chatHooks": ["preChatTurn": ["first", "second"]]]

  func write(_ version: Int, of ids: [String] = ["a"], to folder: TemporaryExtensions) throws {
    for id in ids { try folder.add(id, Self.manifest, script: Self.script(version)) }
  }

  func runtime(
    _ folder: TemporaryExtensions, _ configure: (inout ExtensionRegistrationConfig) -> Void = { _ in }
  ) async throws -> ExtensionRuntime {
    try await folder.runtime { config, options in
      configure(&config)
      options.observers = [recorder]
      options.logger = .init(label: "reload") { _ in RecordingHandler(lines: Lines()) }
    }
  }

  func versions(_ runtime: ExtensionRuntime) async throws -> Set<String> {
    let outcome = try await runtime.run(.preChatTurn, [:])
    #expect(outcome.errors.isEmpty && outcome.skipped.isEmpty, "\(outcome.errors)")
    return Set(outcome.merged.value["directives"]?.arrayValue?.compactMap(\.stringValue) ?? [])
  }
}
