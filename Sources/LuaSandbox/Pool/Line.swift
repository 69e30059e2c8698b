/// A first-in-first-out line whose ends cost the same however long it is.
struct Line<Element> {
  private var elements: [Element?] = []
  private var next = 0

  var count: Int { elements.count - next }
  var isEmpty: Bool { count == 0 }

  mutating func append(_ element: Element) { elements.append(element) }

  mutating func popFirst() -> Element? {
    guard !isEmpty else { return nil }
    let element = elements[next]
    elements[next] = nil
    next += 1
    if isEmpty {
      elements.removeAll(keepingCapacity: true)
      next = 0
    } else if next > 64, next * 2 > elements.count {
      elements.removeFirst(next)
      next = 0
    }
    return element
  }

  /// Takes out those that are wanted; the others keep their order.
  mutating func remove(where isWanted: (Element) -> Bool) -> [Element] {
    let all = elements[next...].compactMap(\.self)
    let wanted = all.filter(isWanted)
    guard !wanted.isEmpty else { return [] }
    elements = all.filter { !isWanted($0) }
    next = 0
    return wanted
  }
}
