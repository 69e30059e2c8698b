/// Finds which of many numbered paths overlap a path.
///
/// A trie in one array. Looking up costs the length of the path plus what lies
/// inside it, so many proposals on disjoint attributes stay linear.
struct PathIndex {
  private struct Node {
    var children: [Value.Object.Key: Int] = [:]
    var numbers: [Int] = []
  }

  private var nodes = [Node()]

  /// Adds a number under a path, which may have several.
  mutating func insert(_ number: Int, at path: StatePath) {
    var current = 0
    for part in path.parts {
      if let next = nodes[current].children[part] {
        current = next
      } else {
        nodes.append(Node())
        nodes[current].children[part] = nodes.count - 1
        current = nodes.count - 1
      }
    }
    nodes[current].numbers.append(number)
  }

  /// Takes a number away from its path.
  mutating func remove(_ number: Int, at path: StatePath) {
    var current = 0
    for part in path.parts {
      guard let next = nodes[current].children[part] else { return }
      current = next
    }
    nodes[current].numbers.removeAll { $0 == number }
  }

  /// The numbers of the paths that overlap `path`, ascending.
  func numbers(overlapping path: StatePath) -> [Int] {
    var found: [Int] = []
    var current = 0
    for part in path.parts {
      guard let next = nodes[current].children[part] else { return found.sorted() }
      found += nodes[next].numbers
      current = next
    }
    var pending = Array(nodes[current].children.values)
    while let next = pending.popLast() {
      found += nodes[next].numbers
      pending += nodes[next].children.values
    }
    return found.sorted()
  }
}
