/// Runs all threads of a pattern through a text side by side.
struct PatternSearch {
  private let program: [PatternInstruction]
  private let text: [Unicode.Scalar]
  private(set) var steps: Int
  private var threads: [Int] = []
  private var next: [Int] = []
  /// For each instruction, the last position at which it was scheduled.
  private var marks: [Int]
  private var isMatched = false

  init(program: [PatternInstruction], text: [Unicode.Scalar], steps: Int) {
    (self.program, self.text, self.steps) = (program, text, steps)
    marks = [Int](repeating: -1, count: program.count)
  }

  mutating func run() -> Bool {
    for position in 0...text.count {
      // A match may begin anywhere.
      schedule(0, at: position)
      if isMatched || steps < 0 { return isMatched && steps >= 0 }
      (threads, next) = (next, [])
      guard position < text.count else { return false }
      for thread in threads {
        guard case .take(let set) = program[thread], set.contains(text[position]) else { continue }
        schedule(thread + 1, at: position + 1)
      }
      if isMatched { return steps >= 0 }
    }
    return false
  }

  /// Follows everything that takes no scalar; a loop of those ends at its mark.
  private mutating func schedule(_ start: Int, at position: Int) {
    var pending = [start]
    while let instruction = pending.popLast() {
      guard marks[instruction] != position else { continue }
      marks[instruction] = position
      steps -= 1
      switch program[instruction] {
      case .take: next.append(instruction)
      case .split(let first, let second): pending += [second, first]
      case .jump(let target): pending.append(target)
      case .require(let condition): if holds(condition, at: position) { pending.append(instruction + 1) }
      case .match: isMatched = true
      }
    }
  }

  private func holds(_ condition: PatternNode.Condition, at position: Int) -> Bool {
    switch condition {
    case .start: position == 0
    case .end: position == text.count
    case .wordBoundary: isWord(position - 1) != isWord(position)
    case .noWordBoundary: isWord(position - 1) == isWord(position)
    }
  }

  private func isWord(_ index: Int) -> Bool { text.indices.contains(index) && ScalarSet.word.contains(text[index]) }
}
