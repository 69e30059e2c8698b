import LuaSandbox
import PeriluneModel

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The files of one extension, read once.
struct ExtensionFolder: Sendable {
  let path: String
  var manifestPath: String { path + "/manifest.json" }

  /// The folders with a manifest: `path` itself, or else those in it, by name.
  static func discover(in path: String) throws(ExtensionError) -> [ExtensionFolder] {
    let own = ExtensionFolder(path: path)
    if own.hasManifest { return [own] }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      let message = "there is no folder of extensions here that can be read"
      throw ExtensionError(.configInvalid, message, location: SourceLocation(file: path))
    }
    return names.filter { !$0.hasPrefix(".") }.sorted().map { ExtensionFolder(path: path + "/" + $0) }
      .filter(\.hasManifest)
  }

  private var hasManifest: Bool { FileManager.default.fileExists(atPath: manifestPath) }

  func manifest() -> Decoded<Manifest>? {
    FileManager.default.contents(atPath: manifestPath).map { Manifest.decode($0, file: manifestPath) }
  }

  /// The Lua sources but those under `tests`, with `entry` as the main script;
  /// a file that a link takes out of the folder is reported and left out.
  func sources(entry: String) -> (sources: [Source], problems: [ExtensionError]) {
    var sources: [Source] = []
    var problems: [ExtensionError] = []
    for name in luaFiles {
      let file = path + "/" + name
      guard isInside(file), let content = FileManager.default.contents(atPath: file) else {
        problems.append(unreadable(file))
        continue
      }
      let bytes = [UInt8](content)
      if name == Self.normalized(entry) { sources.insert(Source(bytes: bytes, file: file), at: 0) }
      sources += Self.modules(of: name).map { Source(bytes: bytes, file: file, module: $0) }
    }
    return (sources, problems)
  }

  private var luaFiles: [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []  // An unreadable folder has none.
    return names.filter { $0.hasSuffix(".lua") && !$0.hasPrefix("tests/") }.sorted()
  }

  private func isInside(_ file: String) -> Bool {
    let root = URL(filePath: path).resolvingSymlinksInPath().path()
    return URL(filePath: file).resolvingSymlinksInPath().path().hasPrefix(root.hasSuffix("/") ? root : root + "/")
  }

  private func unreadable(_ file: String) -> ExtensionError {
    let message = "the file cannot be read, or a link leads out of the extension's folder"
    return ExtensionError(.scriptInvalid, message, location: SourceLocation(file: file))
  }

  private static func normalized(_ entry: String) -> String {
    entry.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  /// `lib/a.lua` is `lib.a`, `lib/init.lua` is `lib.init` and `lib`.
  private static func modules(of name: String) -> [String] {
    let module = name.dropLast(4).split(separator: "/").joined(separator: ".")
    return module.hasSuffix(".init") ? [module, String(module.dropLast(5))] : [module]
  }
}
