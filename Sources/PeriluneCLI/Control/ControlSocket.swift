import FlyingSocks
import Foundation

/// The Unix socket of a running process, for its owner alone.
///
/// It is bound inside a new folder that nobody else can enter, gets its mode
/// there, and then takes its place in one step, so at no time can somebody else
/// connect. The umask, which belongs to the whole process, stays as it is.
struct ControlSocket {
  /// The longest path that a socket address holds.
  static let longestPath = 103

  let path: String
  let socket: Socket
  private let identity: FileIdentity?

  struct Problem: Error {
    let message: String
  }

  /// Opens the socket, in place of one that nobody listens on any more.
  ///
  /// - Throws: `Problem` when somebody listens there, when something else is
  ///   there, or when the folder refuses.
  init(path: String) throws(Problem) {
    let parent = URL(filePath: path).deletingLastPathComponent().path
    let hidden = parent + "/.p" + String(UInt32.random(in: 0...UInt32.max), radix: 36)
    guard max(path.utf8.count, hidden.utf8.count + 2) <= Self.longestPath else {
      throw Problem(message: "the path is longer than the \(Self.longestPath) bytes that a socket's can have")
    }
    // Two processes that start at once take turns, or both would find nobody listening.
    let lock = try FolderLock(parent)
    defer { lock.release() }
    try Self.checkPlace(path)
    do {
      guard unsafe mkdir(hidden, 0o700) == 0 else { throw Self.failure("the folder \(parent) takes no file") }
      defer {
        unsafe unlink(hidden + "/s")
        unsafe rmdir(hidden)
      }
      socket = try Self.listening(at: hidden + "/s")
      guard unsafe rename(hidden + "/s", path) == 0 else { throw Self.failure("the socket cannot take its place") }
    } catch let problem as Problem {
      throw problem
    } catch {
      throw Problem(message: "the socket cannot be opened: \(error.localizedDescription)")
    }
    self.path = path
    identity = FileIdentity(path)
  }

  private static func listening(at path: String) throws -> Socket {
    let socket = try Socket(domain: AF_UNIX, type: .stream)
    _ = fcntl(socket.file.rawValue, F_SETFD, FD_CLOEXEC)
    try socket.bind(to: .unix(path: path))
    guard unsafe chmod(path, 0o600) == 0 else { throw failure("the socket's mode cannot be set") }
    try socket.listen()
    return socket
  }

  private static func checkPlace(_ path: String) throws(Problem) {
    guard let found = FileIdentity(path) else { return }
    guard found.isSocket else { throw Problem(message: "there is a file that is no socket") }
    do {
      let probe = try Socket(domain: AF_UNIX, type: .stream)
      // The descriptor goes with the probe; a failure to close it changes no answer.
      defer { try? probe.close() }
      try probe.connect(to: .unix(path: path))
    } catch SocketError.failed(_, errno: ECONNREFUSED, _) {
      return
    } catch {
      throw Problem(message: "it cannot be told whether somebody listens there: \(error.localizedDescription)")
    }
    throw Problem(message: "a process listens there already")
  }

  private static func failure(_ what: String) -> Problem {
    Problem(message: "\(what): \(SocketError.makeFailed("").errorDescription ?? "")")
  }

  /// Removes the socket, unless another one took its place meanwhile.
  func close() {
    // Nothing is left to be done about a descriptor that does not close.
    try? socket.close()
    remove()
  }

  /// Removes the file of the socket alone, as for a process that ends at once.
  func remove() {
    if identity == FileIdentity(path) { unsafe unlink(path) }
  }
}
