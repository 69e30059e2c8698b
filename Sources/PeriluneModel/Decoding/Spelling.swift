/// Finds what somebody probably meant to write.
package enum Spelling {
  /// The candidate nearest to `word`, at most two edits away and sharing most
  /// of its letters; of equally near ones the first.
  static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let distance = distance(word.lowercased(), candidate.lowercased())
      guard distance <= 2, distance * 2 < max(candidate.count, 2) else { continue }
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// How many characters must be added, removed, replaced or swapped with
  /// their neighbour.
  static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left)
    let right = Array(right)
    // Two edits are the most anyone asks for; a long word is not worth a long table.
    guard abs(left.count - right.count) <= 2, left.count <= 64 else { return .max / 2 }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
        var least = min(last[column + 1] + 1, current[column] + 1, replaced)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          least = min(least, beforeLast[column - 1] + 1)
        }
        current.append(least)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }

  /// `; did you mean "…"?` where a candidate is near, else the given advice.
  package static func advice(for word: String, among candidates: some Sequence<String>, else fallback: String) -> String
  {
    nearest(to: word, among: candidates).map { "; did you mean \"\($0)\"?" } ?? "; \(fallback)"
  }
}
