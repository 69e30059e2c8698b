import Foundation

/// Which file a path leads to, without following a link at its end.
struct FileIdentity: Equatable {
  private let device: UInt64
  private let number: UInt64
  let isSocket: Bool

  /// `nil` when there is none.
  init?(_ path: String) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
    isSocket = status.st_mode & S_IFMT == S_IFSOCK
  }
}

/// A lock on a folder; it goes with the process, and leaves no file behind.
struct FolderLock {
  /// Who has it for longer has it for something else.
  private static let patience = Duration.seconds(2)

  private let descriptor: Int32

  init(_ path: String) throws(ControlSocket.Problem) {
    descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw ControlSocket.Problem(message: "there is no such folder that can be used: \(path)")
    }
    let end = ContinuousClock.now + Self.patience
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, .now < end else {
        close(descriptor)
        throw ControlSocket.Problem(message: "another process keeps the folder locked: \(path)")
      }
      usleep(10_000)
    }
  }

  func release() { close(descriptor) }
}
