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
  private let descriptor: Int32

  init(_ path: String) throws(ControlSocket.Problem) {
    descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
      throw ControlSocket.Problem(message: "there is no such folder that can be used: \(path)")
    }
  }

  func release() { close(descriptor) }
}
