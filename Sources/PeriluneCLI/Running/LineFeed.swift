import Dispatch
import Foundation

/// The lines of the standard input as they come.
///
/// A thread of its own waits for them, since waiting blocks; it is a few lines
/// ahead at most.
struct LineFeed: AsyncSequence, Sendable {
  private static let lead = 64

  private let lines: AsyncStream<String>
  private let continuation: AsyncStream<String>.Continuation
  private let room = DispatchSemaphore(value: lead)

  init() {
    let (stream, continuation) = AsyncStream.makeStream(of: String.self)
    let room = room
    lines = stream
    self.continuation = continuation
    Thread.detachNewThread {
      while let line = readLine(strippingNewline: true) {
        room.wait()
        continuation.yield(line)
      }
      continuation.finish()
    }
  }

  /// Ends the lines, also while nobody sends one.
  func stop() { continuation.finish() }

  func makeAsyncIterator() -> Iterator { Iterator(base: lines.makeAsyncIterator(), room: room) }

  struct Iterator: AsyncIteratorProtocol {
    fileprivate var base: AsyncStream<String>.Iterator
    fileprivate let room: DispatchSemaphore

    mutating func next() async -> String? {
      defer { room.signal() }
      return await base.next()
    }
  }
}
