import Foundation

/// A file of this target's `Fixtures` folder.
enum Fixture {
  static func bytes(_ path: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    return Array(try Data(contentsOf: folder.appending(path: path)))
  }
}
