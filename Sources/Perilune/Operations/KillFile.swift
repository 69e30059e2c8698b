import Foundation
public import PeriluneModel

/// Keeps kills in a JSON file that only its owner can read and write.
///
/// A new file takes the place of the old one in one step, so a crash leaves
/// either. One process at a time may use it.
public struct KillFile: KillStore {
  /// Where it is.
  public let path: String

  /// Makes a store; the file comes with the first kill.
  public init(path: String) { self.path = path }

  /// The kills in the file; none when there is no file.
  ///
  /// - Throws: `ExtensionError` with `storeFailure` for a file that cannot be
  ///   read or is damaged.
  public func load() throws -> [Kill] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw failure("the file of kills cannot be read; give this process the right to")
    }
    let decoded = KillBoard.decode(bytes, file: path)
    guard let board = decoded.content else {
      var error = failure("the file of kills is damaged; correct it, or remove it to revive everything")
      error.causes = decoded.problems
      throw error
    }
    return board.kills
  }

  /// Writes the kills.
  ///
  /// - Throws: `ExtensionError` with `storeFailure`.
  public func save(_ kills: [Kill]) throws {
    let temporary = "\(path).\(UUID().uuidString)"
    do throws(ExtensionError) {
      try write(Array((KillBoard(kills).value.json(pretty: true) + "\n").utf8), to: temporary)
      guard unsafe rename(temporary, path) == 0 else { throw failure("the file of kills cannot be replaced", errno) }
      try flushFolder()
    } catch {
      unsafe unlink(temporary)
      throw error
    }
  }

  private func write(_ bytes: [UInt8], to temporary: String) throws(ExtensionError) {
    let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure("the file of kills cannot be made", errno) }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Foundation.write(file, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { throw failure("the file of kills cannot be written", errno) }
      rest = rest.dropFirst(max(0, count))
    }
    guard fsync(file) == 0 else { throw failure("the file of kills cannot be written", errno) }
  }

  /// Makes the new name last: without it a crash of the machine can bring the
  /// old file back.
  private func flushFolder() throws(ExtensionError) {
    let folder = unsafe open(URL(filePath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // One that takes files and cannot be read, and some file systems, cannot be flushed.
    guard folder >= 0 else { return }
    defer { close(folder) }
    guard fsync(folder) == 0 || errno == EINVAL else { throw failure("the folder of kills cannot be written", errno) }
  }

  private func failure(_ message: String, _ number: Int32? = nil) -> ExtensionError {
    let reason = number.map { ": \(unsafe String(cString: strerror($0)))" } ?? ""
    return ExtensionError(.storeFailure, message + reason, location: SourceLocation(file: path))
  }
}
