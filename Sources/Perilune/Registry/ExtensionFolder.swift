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

  private static let manifestName = "manifest.json"
  /// The most bytes of a manifest, and of a schema.
  private static let documentLimit = 262_144
  /// The most Lua files of an extension.
  private static let sourceLimit = 500

  var manifestPath: String { path + "/" + Self.manifestName }

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

  /// Warnings about what looks like an extension and has no manifest.
  static func strays(in path: String) -> [ExtensionError] {
    if ExtensionFolder(path: path).hasManifest { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map { ExtensionFolder(path: path + "/" + $0) }
      .filter { !$0.hasManifest && FileManager.default.fileExists(atPath: $0.path + "/main.lua") }
      .map { warning("this has a main.lua, and is not loaded without a \(manifestName)", $0.path) }
  }

  /// The warning about a folder without any extension.
  static func nothing(in path: String) -> ExtensionError {
    warning("no extension was found: each is a folder with a \(manifestName)", path)
  }

  private static func warning(_ message: String, _ path: String) -> ExtensionError {
    ExtensionError(.manifestInvalid, message, severity: .warn, location: SourceLocation(file: path))
  }

  var exists: Bool { FileManager.default.fileExists(atPath: path) }

  var hasManifest: Bool { FileManager.default.fileExists(atPath: manifestPath) }

  func manifest(customHooks: [String]) -> Result<(bytes: [UInt8], Decoded<Manifest>), ExtensionError> {
    do throws(Unreadable) {
      let bytes = try bytes(of: Self.manifestName, limit: Self.documentLimit)
      return .success((bytes, Manifest.decode(bytes, file: manifestPath, customHooks: customHooks)))
    } catch {
      return .failure(problem(error, Self.manifestName, .manifestInvalid))
    }
  }

  /// The schema at a path inside the folder, which `place` names.
  func schema(_ name: String, namedAt place: SourceLocation) -> (schema: ValueSchema?, problems: [ExtensionError]) {
    do throws(Unreadable) {
      let decoded = ValueSchema.decode(try bytes(of: name, limit: Self.documentLimit), file: path + "/" + name)
      return (decoded.content, decoded.problems)
    } catch {
      return (nil, [ExtensionError(.manifestInvalid, "\"configSchema\": \(error.message)", location: place)])
    }
  }

  /// The Lua sources but those under `tests`, with `entry` as the main script;
  /// a file that cannot be read is reported and left out.
  ///
  /// The main script comes first; without one, which is reported at `place`,
  /// the list is of no use.
  func sources(
    entry: String, namedAt place: SourceLocation
  ) -> (sources: [Source], problems: [ExtensionError]) {
    var (names, problems) = luaFiles()
    if names.count > Self.sourceLimit {
      let message = "it has \(names.count) Lua files; \(Self.sourceLimit) are the limit"
      return ([], [ExtensionError(.scriptInvalid, message, location: SourceLocation(file: path))])
    }
    if !names.contains(Self.normalized(entry)) {
      let message = "there is no Lua file \"\(entry)\" in the extension's folder"
      problems.append(ExtensionError(.scriptInvalid, message, location: place))
    }
    var sources: [Source] = []
    var owners: [String: String] = [:]
    for name in names {
      do throws(Unreadable) {
        let file = path + "/" + name
        let bytes = try bytes(of: name, limit: Source.sizeLimit)
        if name == Self.normalized(entry) { sources.insert(Source(bytes: bytes, file: file), at: 0) }
        for module in Self.modules(of: name) {
          if let owner = owners.updateValue(name, forKey: module) { problems.append(ambiguous(module, owner, name)) }
          sources.append(Source(bytes: bytes, file: file, module: module))
        }
      } catch {
        problems.append(problem(error, name, .scriptInvalid))
      }
    }
    return (sources, problems)
  }

  private func ambiguous(_ module: String, _ first: String, _ second: String) -> ExtensionError {
    let message = "it is the module \"\(module)\", and so is \(first); rename one of them"
    return ExtensionError(.scriptInvalid, message, location: SourceLocation(file: path + "/" + second))
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
