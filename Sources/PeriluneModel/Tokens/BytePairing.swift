/// Joins the neighbouring parts of one piece of text, the pair with the lowest
/// rank first, until no pair is a token.
///
/// The parts are a linked list and the pairs a heap, so a piece of n bytes
/// takes n log n steps.
struct BytePairing {
  private struct Pair {
    let rank: Int
    let start: Int
    /// Where the pair ended when it was found; a pair that has changed since is
    /// out of date.
    let end: Int

    func precedes(_ other: Pair) -> Bool { (rank, start) < (other.rank, other.start) }
  }

  private let bytes: [UInt8]
  private let rank: (ArraySlice<UInt8>) -> Int?
  /// For the start of each part its end, and the start of the part before; -1
  /// for a place where no part starts.
  private var ends: [Int]
  private var previous: [Int]
  private var heap: [Pair] = []

  init(_ bytes: [UInt8], rank: @escaping (ArraySlice<UInt8>) -> Int?) {
    self.bytes = bytes
    self.rank = rank
    ends = Array(1...max(1, bytes.count))
    previous = Array(-1..<bytes.count)
  }

  mutating func tokenCount() -> Int {
    var count = bytes.count
    for start in bytes.indices { findPair(at: start) }
    while let pair = popPair() {
      guard isCurrent(pair) else { continue }
      let middle = ends[pair.start]
      ends[pair.start] = pair.end
      ends[middle] = -1
      if pair.end < bytes.count { previous[pair.end] = pair.start }
      count -= 1
      findPair(at: pair.start)
      if previous[pair.start] >= 0 { findPair(at: previous[pair.start]) }
    }
    return count
  }

  private func isCurrent(_ pair: Pair) -> Bool {
    let middle = ends[pair.start]
    return middle >= 0 && middle < bytes.count && ends[middle] == pair.end
  }

  /// Notes the part at `start` with the one after it, if they are a token.
  private mutating func findPair(at start: Int) {
    let middle = ends[start]
    guard middle >= 0, middle < bytes.count, let rank = rank(bytes[start..<ends[middle]]) else { return }
    push(Pair(rank: rank, start: start, end: ends[middle]))
  }

  // MARK: Heap

  private mutating func push(_ pair: Pair) {
    heap.append(pair)
    var child = heap.count - 1
    while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func popPair() -> Pair? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < heap.count }
      guard let least = children.min(by: { heap[$0].precedes(heap[$1]) }), heap[least].precedes(heap[parent]) else {
        return first
      }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
