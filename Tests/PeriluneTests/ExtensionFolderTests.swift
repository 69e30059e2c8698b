import Foundation
import Perilune
import PeriluneModel
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Nothing outside an extension's folder is ever read.
@Suite struct ExtensionFolderTests {
  private func folder() throws -> TemporaryExtensions {
    let folder = try TemporaryExtensions()
    try folder.add("all/a", ["id": "a", "name": "a"], script: "return {}")
    try folder.write("return { 'secret' }", "outside/secret.lua")
    try folder.write("{}", "outside/schema.json")
    return folder
  }

  private func link(_ name: String, to target: String, in folder: TemporaryExtensions) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/all/a/" + name, withDestinationPath: target)
  }

  /// The problems of the folder as `file: message`, with files below it.
  private func problems(_ folder: TemporaryExtensions) async -> [String] {
    let root = folder.path + "/all/"
    do throws(RegistrationFailure) {
      return try await ExtensionRegistry.load(folder: folder.path + "/all").warnings.map(\.message)
    } catch {
      return error.problems.map { problem in
        let file = problem.location?.file ?? ""
        return "\(file.hasPrefix(root) ? String(file.dropFirst(root.count)) : file): \(problem.message)"
      }
    }
  }

  private static let leadsOut = "a link leads out of the extension's folder; put the file itself there"

  @Test(arguments: ["../../outside/secret.lua", "absolute"])
  func aLinkedSourceOutsideIsRefused(target: String) async throws {
    let folder = try folder()
    let target = target == "absolute" ? folder.path + "/outside/secret.lua" : target
    try link("lib.lua", to: target, in: folder)
    #expect(await problems(folder) == ["a/lib.lua: \(Self.leadsOut)"])
  }

  @Test func aLinkThroughALinkIsFollowedToItsEnd() async throws {
    let folder = try folder()
    try link("one", to: "two", in: folder)
    try link("two", to: "../../outside", in: folder)
    try link("lib.lua", to: "one/secret.lua", in: folder)
    #expect(
      await problems(folder) == ["a/lib.lua: \(Self.leadsOut)", "a/one: \(Self.leadsOut)", "a/two: \(Self.leadsOut)"])
  }

  @Test func aSiblingWhoseNameBeginsTheSameIsOutside() async throws {
    let folder = try folder()
    try folder.write("return {}", "all/ab/secret.lua")
    try link("lib.lua", to: "../ab/secret.lua", in: folder)
    #expect(await problems(folder) == ["a/lib.lua: \(Self.leadsOut)"])
  }

  @Test func aLinkInsideAndALinkedFolderOfAnExtensionAreFine() async throws {
    let folder = try folder()
    try folder.write("return { n = 1 }", "all/a/lib/x.lua")
    try link("y.lua", to: "lib/x.lua", in: folder)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/all/b", withDestinationPath: folder.path + "/elsewhere")
    try folder.add("elsewhere", ["id": "b", "name": "b"], script: "return {}")
    #expect(await problems(folder) == [])
  }

  @Test func aManifestOrASchemaThatIsALinkOutIsRefused() async throws {
    let folder = try folder()
    try FileManager.default.moveItem(
      atPath: folder.path + "/all/a/manifest.json", toPath: folder.path + "/outside/manifest.json")
    try link("manifest.json", to: "../../outside/manifest.json", in: folder)
    #expect(await problems(folder) == ["a/manifest.json: \(Self.leadsOut)"])

    let second = try self.folder()
    try second.add("all/a", ["id": "a", "name": "a", "configSchema": "s.json"], script: "return {}")
    try link("s.json", to: "../../outside/schema.json", in: second)
    #expect(await problems(second) == ["a/manifest.json: \"configSchema\": \(Self.leadsOut)"])
  }

  @Test(arguments: [
    "../b/main.lua", "/etc/passwd", "lib/../../main.lua", "./main.lua", "a\\main.lua", "c:main.lua", "a//b.lua", "",
    "lib/..", "a\u{0}.lua",
  ])
  func aPathThatCouldLeadOutIsNoPath(path: Value) async throws {
    for field in ["entry", "configSchema"] {
      let folder = try TemporaryExtensions()
      try folder.add(
        "all/a",
        .object(Value.Object([(key: "id", value: "a"), (key: "name", value: "a"), (key: field, value: path)])),
        script: "return {}")
      let found = await problems(folder)
      #expect(found.count == 1)
      #expect(found.first?.contains("\"\(field)\" must be a path inside the extension's folder") == true, "\(found)")
    }
  }

  @Test func requireReachesNothingElse() async throws {
    for name in ["../../outside/secret", "..outside.secret", "/etc/passwd", "outside.secret", "", "\\0", "tests.spec"] {
      let folder = try folder()
      try folder.write("return 1", "all/a/tests/spec.lua")
      try folder.write("require('\(name)') return {}", "all/a/main.lua")
      let found = await problems(folder)
      #expect(found.count == 1 && found.first?.contains("module") == true, "\(name): \(found)")
    }
  }

  @Test func aPipeDoesNotBlockTheStart() async throws {
    let folder = try folder()
    let status = unsafe mkfifo(folder.path + "/all/a/lib.lua", 0o600)
    #expect(status == 0)
    #expect(await problems(folder) == ["a/lib.lua: this is not a regular file"])
  }

  @Test func sizesAreBounded() async throws {
    let folder = try folder()
    try folder.write("--" + String(repeating: "x", count: 1 << 20), "all/a/lib.lua")
    #expect(await problems(folder) == ["a/lib.lua: the file is larger than 1048576 bytes"])
    try folder.write("--", "all/a/lib.lua")
    try folder.write(String(repeating: " ", count: 262_145), "all/a/manifest.json")
    #expect(await problems(folder) == ["a/manifest.json: the file is larger than 262144 bytes"])
  }

  @Test func numbersOfFilesAreBounded() async throws {
    let folder = try folder()
    for number in 0..<500 { try folder.write("", "all/a/lib/m\(number).lua") }
    #expect(await problems(folder) == ["a: it has 501 Lua files; 500 are the limit"])
  }

  @Test func twoFilesOfOneModuleAreReported() async throws {
    let folder = try folder()
    try folder.write("return 1", "all/a/lib.lua")
    try folder.write("return 2", "all/a/lib/init.lua")
    #expect(
      await problems(folder) == ["a/lib/init.lua: it is the module \"lib\", and so is lib.lua; rename one of them"])
  }

  @Test func whatLooksLikeAnExtensionWithoutAManifestIsReported() async throws {
    let folder = try TemporaryExtensions()
    func warnings() async throws -> [String] {
      try await ExtensionRegistry.load(folder: folder.path, config: .init()).warnings.map {
        "\($0.location?.file.dropFirst(folder.path.count) ?? "") \($0.message)"
      }
    }
    #expect(try await warnings() == [" no extension was found: each is a folder with a manifest.json"])
    try folder.write("return {}", "orphan/main.lua")
    try folder.write("# Notes", "notes/readme.md")
    #expect(try await warnings() == ["/orphan this has a main.lua, and is not loaded without a manifest.json"])
    try folder.add("a", script: "return {}", files: ["tests/main.lua": "return {}"])
    #expect(try await warnings().count == 1)
    let one = try await ExtensionRegistry.load(folder: folder.path + "/a", config: .init())
    #expect(one.extensions.map(\.id) == ["a"] && one.warnings.isEmpty)
  }
}
