import PeriluneModel

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ExtensionFolder {
  /// Why a file was not read.
  enum Unreadable: Error {
    case missing, outside, notRegular
    case tooLarge(limit: Int)

    var message: String {
      switch self {
      case .missing: "the file is not there or cannot be read"
      case .outside: "a link leads out of the extension's folder; put the file itself there"
      case .notRegular: "this is not a regular file"
      case .tooLarge(let limit): "the file is larger than \(limit) bytes"
      }
    }
  }

  /// The content of a regular file inside the folder.
  ///
  /// The folder may be a link itself; nothing inside it may lead elsewhere.
  /// Nothing is opened before that is known, so a pipe cannot block the start.
  func bytes(of name: String, limit: Int) throws(Unreadable) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: path + "/" + name) else { throw .missing }
    let file = Self.resolved(path + "/" + name)
    guard isInside(file) else { throw .outside }
    // The attributes of the file itself: the path has no link left.
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: file) else { throw .missing }
    guard attributes[.type] as? FileAttributeType == .typeRegular else { throw .notRegular }
    if let size = attributes[.size] as? UInt, size > limit { throw .tooLarge(limit: limit) }
    guard let content = FileManager.default.contents(atPath: file) else { throw .missing }
    guard content.count <= limit else { throw .tooLarge(limit: limit) }
    return [UInt8](content)
  }

  private func isInside(_ file: String) -> Bool {
    let root = Self.resolved(path)
    return file.hasPrefix(root.hasSuffix("/") ? root : root + "/")
  }

  private static func resolved(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
  }
}

extension ExtensionFolder {
  private static let entryLimit = 10_000
  private static let depthLimit = 16

  /// The names of the Lua files but those under `tests` and in hidden folders,
  /// sorted.
  ///
  /// Links to folders are not followed; one that leads out is a problem, since
  /// its author expects what is behind it to be there.
  func luaFiles() -> (names: [String], problems: [ExtensionError]) {
    var names: [String] = []
    var problems: [ExtensionError] = []
    var pending = [(folder: "", depth: 0)]
    var count = 0
    while let (folder, depth) = pending.popLast() {
      // What is no folder has no content, and is no Lua file either.
      let content = (try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)) ?? []
      count += content.count
      guard count <= Self.entryLimit, depth <= Self.depthLimit else {
        problems.append(tooMuch())
        break
      }
      for entry in content where !entry.hasPrefix(".") && folder + entry != "tests" {
        let name = folder + entry
        if name.hasSuffix(".lua") {
          names.append(name)
        } else if isLink(name) {
          if leadsOutToFolder(name) { problems.append(problem(.outside, name, .scriptInvalid)) }
        } else {
          pending.append((name + "/", depth + 1))
        }
      }
    }
    return (names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, problems)
  }

  private func isLink(_ name: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path + "/" + name)) != nil
  }

  private func leadsOutToFolder(_ name: String) -> Bool {
    var isFolder = false
    let exists = FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
    return exists && isFolder && !isInside(Self.resolved(path + "/" + name))
  }

  private func tooMuch() -> ExtensionError {
    let message =
      "it holds more than \(Self.entryLimit) files or \(Self.depthLimit) levels; move out what is no part of it"
    return ExtensionError(.scriptInvalid, message, location: SourceLocation(file: path))
  }

  func problem(_ reason: Unreadable, _ name: String, _ code: ExtensionError.Code) -> ExtensionError {
    ExtensionError(code, reason.message, location: SourceLocation(file: path + "/" + name))
  }
}
