import Foundation
import PeriluneModel

/// The project's shared test data, which lies beside the checkout and which a
/// user's clone lacks.
enum SharedData {
  static let absence = "no shared test data here: set PERILUNE_TEST_DATA to its folder to run this test"

  static var isAvailable: Bool { folder != nil }

  /// The folder that the environment names, else `shared/data` beside the
  /// package or beside one of the folders around it.
  private static let folder: URL? = {
    if let path = ProcessInfo.processInfo.environment["PERILUNE_TEST_DATA"] {
      return URL(filePath: path, directoryHint: .isDirectory)
    }
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let candidate = folder.appending(path: "shared/data")
      if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
    }
    return nil
  }()

  static func value(_ path: String) throws -> Value {
    try Value(parsing: try contents(of: path))
  }

  /// The values of a file with one of them a line.
  static func lines(_ path: String) throws -> [Value] {
    try contents(of: path).split(separator: UInt8(ascii: "\n")).map { try Value(parsing: $0) }
  }

  private static func contents(of path: String) throws -> Data {
    guard let folder else { throw CocoaError(.fileNoSuchFile) }
    return try Data(contentsOf: folder.appending(path: path))
  }
}
