import Foundation
import Perilune
import PeriluneModel
import Testing

/// What a reload takes for a mistake, so that what ran before goes on.
@Suite struct ReloadRefusalTests {
  private let scene = ReloadScene()

  /// As a slow copy leaves it for a moment, or a disk that is away.
  @Test(arguments: [["a/manifest.json"], ["a/manifest.json", "a/main.lua"], [""]], [false, true])
  func whatIsHalfGoneIsNoRemoval(missing: [String], failOpen: Bool) async throws {
    let folder = try TemporaryExtensions()
    try scene.write(1, of: ["a", "b"], to: folder)
    let runtime = try await scene.runtime(folder) { $0.failOpen = failOpen }
    try scene.write(2, of: ["b"], to: folder)
    for name in missing { try FileManager.default.removeItem(atPath: folder.path + "/" + name) }
    let failure = await #expect(throws: RegistrationFailure.self) { try await runtime.reload() }
    if missing != [""] {
      #expect(failure?.problems.map(\.extensionId) == ["a"])
      #expect(failure?.problems.allSatisfy { $0.message.contains("manifest.json") && $0.severity == .error } == true)
    }
    #expect(try await scene.versions(runtime) == ["1 1"])
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    try scene.write(3, of: ["a", "b"], to: folder)
    #expect(try await runtime.reload().changed == ["a", "b"])
  }

  @Test func aFolderThatMovesIsNotHalfGone() async throws {
    let folder = try TemporaryExtensions()
    try scene.write(1, of: ["a", "b"], to: folder)
    let runtime = try await scene.runtime(folder)
    try FileManager.default.moveItem(atPath: folder.path + "/a", toPath: folder.path + "/c")
    try FileManager.default.createDirectory(atPath: folder.path + "/a", withIntermediateDirectories: true)
    #expect(try await runtime.reload().changed == ["a"])
    #expect(try await scene.versions(runtime) == ["1 1"])
  }

  @Test func whatTheHostDoesNotWantAnyMoreMayBeHalfGone() async throws {
    let folder = try TemporaryExtensions()
    try scene.write(1, of: ["a", "b"], to: folder)
    let runtime = try await scene.runtime(folder)
    for name in ["/a/manifest.json", "/a/main.lua"] { try FileManager.default.removeItem(atPath: folder.path + name) }
    var config = ExtensionRegistrationConfig()
    config.deny = ["a"]
    #expect(try await runtime.reload(config: config).removed == ["a"])
  }

  @Test func anEmptyFolderIsNotWhatTheHostNamed() async throws {
    let folder = try TemporaryExtensions()
    try scene.write(1, to: folder)
    let runtime = try await scene.runtime(folder) { $0.extensions = [.init(id: "a")] }
    try FileManager.default.removeItem(atPath: folder.path + "/a")
    let failure = await #expect(throws: RegistrationFailure.self) { try await runtime.reload() }
    #expect(failure?.problems.contains { $0.message.contains("\"a\" was not found") } == true)
    #expect(try await scene.versions(runtime) == ["1 1"])
  }

  @Test(arguments: [
    ("return +", ExtensionError.Code.scriptInvalid), ("return {first = print}", .scriptInvalid),
    ("return {onInit = function() error('no') end, first = print, second = print}", .hookFailure),
  ])
  func aBrokenVersionIsRefusedAndReported(script: String, code: ExtensionError.Code) async throws {
    for failOpen in [false, true] {
      let folder = try TemporaryExtensions()
      try scene.write(1, of: ["a", "b"], to: folder)
      let runtime = try await scene.runtime(folder) { $0.failOpen = failOpen }
      try scene.write(2, of: ["b"], to: folder)
      try folder.add("a", ReloadScene.manifest, script: script)
      let failure = await #expect(throws: RegistrationFailure.self) { try await runtime.reload() }
      #expect(failure?.problems.map(\.code) == [code])
      #expect(try await scene.versions(runtime) == ["1 1"])
      #expect(scene.recorder.story.contains("reload refused 1"))
      // Corrected, it takes its place.
      try scene.write(3, to: folder)
      #expect(try await runtime.reload().changed == ["a", "b"])
      #expect(try await scene.versions(runtime) == ["3 3", "2 2"])
    }
  }

  @Test func aBrokenManifestIsNoRemoval() async throws {
    let folder = try TemporaryExtensions()
    try scene.write(1, to: folder)
    let runtime = try await scene.runtime(folder) { $0.failOpen = true }
    try folder.write("{", "a/manifest.json")
    await #expect(throws: RegistrationFailure.self) { try await runtime.reload() }
    #expect(try await scene.versions(runtime) == ["1 1"])
  }

  @Test func underFailOpenOneThatNeverWorkedIsLeftOut() async throws {
    let folder = try TemporaryExtensions()
    try scene.write(1, to: folder)
    try folder.add("bad", hook: .preChatTurn, "return +")
    let runtime = try await scene.runtime(folder) { $0.failOpen = true }
    try scene.write(2, to: folder)
    #expect(try await runtime.reload().changed == ["a"])
    #expect(runtime.registry.failedCount == 1)
  }
}
