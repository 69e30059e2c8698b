/// Finds which of many numbered paths overlap a path.
///
/// A few paths are compared one by one. More become a trie in one array: looking
/// up costs the length of the path plus what lies inside it, so many proposals
/// on disjoint attributes stay linear.
struct PathIndex {
  private struct Node {
    var children: [Value.Object.Key: Int] = [:]
    var numbers: [Int] = []
  }

  private static let fewPaths = 12
  private var few: [(path: StatePath, number: Int)] = []
  private var nodes: [Node] = []  // Empty: `few` has all.

  /// Adds a number under a path, which may have several.
  mutating func insert(_ number: Int, at path: StatePath) {
    if nodes.isEmpty {
      few.append((path, number))
      if few.count > Self.fewPaths { plant() }
    } else {
      grow(number, at: path)
    }
  }

  private mutating func plant() {
    nodes = [Node()]
    for (path, number) in few { grow(number, at: path) }
    few = []
  }

  private mutating func grow(_ number: Int, at path: StatePath) {
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
    if nodes.isEmpty { return few.removeAll { $0.number == number && $0.path == path } }
    var current = 0
    for part in path.parts {
      guard let next = nodes[current].children[part] else { return }
      current = next
    }
    nodes[current].numbers.removeAll { $0 == number }
  }

  /// The numbers of the paths that overlap `path`, ascending.
  func numbers(overlapping path: StatePath) -> [Int] {
    if nodes.isEmpty { return few.filter { $0.path.overlaps(path) }.map(\.number).sorted() }
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
