import Foundation
import Perilune
import PeriluneModel
import Testing

/// A file of the corpus in `Hostile`: the body of a hook, whose header says what has to come of it.
///
/// ```lua
/// -- What it tries, in one sentence.
/// -- expect: time or memory
/// -- value: {"the": "JSON of the returned value"}
/// -- error: a text that the message contains
/// -- calls: 2
/// -- instructions: 10000
/// ```
struct HostileScript: CustomTestStringConvertible, Sendable {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Hostile")

  let name: String
  let source: [UInt8]
  private var fields: [String: String] = [:]

  var testDescription: String { name }
  var endings: Set<ScriptTrial.Ending> {
    Set((fields["expect"] ?? "").components(separatedBy: " or ").compactMap(ScriptTrial.Ending.init))
  }
  var calls: Int { fields["calls"].flatMap(Int.init) ?? 2 }
  var error: String? { fields["error"] }

  func value() throws -> Value? { try fields["value"].map { try Value(parsing: Array($0.utf8)) } }

  /// A script that is to be stopped by time gets the 100 ms of the contract, any other what no machine needs, also not to
  /// fill the memory with small objects.
  var options: ScriptTrial.Options {
    var options = ScriptTrial.Options()
    options.budgetMs = endings.contains(.time) ? 100 : 600_000
    options.memoryKB = 65_536
    options.instructions = fields["instructions"].flatMap(Int.init)
    return options
  }

  private init(_ file: URL) throws {
    name = file.pathComponents.suffix(2).joined(separator: "/")
    source = [UInt8](try Data(contentsOf: file))
    for line in source.split(separator: UInt8(ascii: "\n")) {
      guard line.starts(with: Array("-- ".utf8)) else { break }
      let parts = String(decoding: line.dropFirst(3), as: UTF8.self).split(separator: ": ", maxSplits: 1)
      if parts.count == 2 { fields[String(parts[0])] = String(parts[1]) }
    }
  }

  /// All files, in the order of their names.
  static func all() -> [HostileScript] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".lua") }.sorted().map { name in
      do { return try HostileScript(folder.appending(path: name)) } catch { fatalError("\(name): \(error)") }
    }
  }
}
