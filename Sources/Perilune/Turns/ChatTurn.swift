import LuaSandbox
import Synchronization

/// One chat turn, through which each extension keeps its scratch space from
/// hook to hook.
///
/// Make one per turn and hand it to the contexts of its hooks. A space holds at
/// most ``scratchLimit`` bytes; a larger one is dropped with a warning. Safe to
/// use from any thread.
public final class ChatTurn: Sendable {
  /// The most bytes of one extension's scratch space, encoded.
  public static let scratchLimit = 65_536

  private static let ids = Atomic<UInt64>(0)
  /// What breakers know the turn by; unique in the process.
  let id: UInt64
  private let spaces = Mutex<[String: EncodedValue]>([:])

  /// Starts a turn; every scratch space is empty.
  public init() { id = Self.ids.add(1, ordering: .relaxed).newValue }

  func scratch(of extensionId: String) -> EncodedValue? { spaces.withLock { $0[extensionId] } }

  func keep(_ scratch: EncodedValue, of extensionId: String) { spaces.withLock { $0[extensionId] = scratch } }
}
