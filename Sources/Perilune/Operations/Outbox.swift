/// Events on their way to the observers, in the order in which what they tell
/// of took effect.
///
/// Who posts one holds the lock under which it took effect. One thread at a time
/// delivers, without that lock, whatever is there; the others leave theirs to it
/// and go on. So an observer may cause further events, which come after its own.
struct Outbox: Sendable {
  private var waiting: [RuntimeEvent] = []
  private var isDelivering = false

  mutating func post(_ event: RuntimeEvent) { waiting.append(event) }

  /// The first event, for who delivers from now on; `nil` when there is none or
  /// somebody else delivers.
  mutating func begin() -> RuntimeEvent? { isDelivering ? nil : next() }

  /// The next event for who delivers; `nil` ends it.
  mutating func next() -> RuntimeEvent? {
    isDelivering = !waiting.isEmpty
    return isDelivering ? waiting.removeFirst() : nil
  }
}
