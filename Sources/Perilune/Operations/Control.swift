import PeriluneModel

/// What kills and reloads change: which registry new runs get, which others
/// still have runs, and what is killed.
struct Control: Sendable {
  private(set) var current: Generation
  private(set) var draining: [Generation] = []
  private(set) var board: KillBoard

  init(_ generation: Generation, _ board: KillBoard) {
    (current, self.board) = (generation, board)
    current.follow(board)
  }

  /// The generation of a run that begins; it has to leave it.
  func enter() -> Generation {
    current.enter()
    return current
  }

  /// Puts a change of the board in force, also for runs on older registries.
  mutating func change<Answer>(_ body: (inout KillBoard) -> Answer) -> Answer {
    let answer = body(&board)
    for generation in draining + [current] { generation.follow(board) }
    return answer
  }

  /// Gives new runs another registry; the one before has to be drained.
  mutating func replace(by next: Generation) -> Generation {
    let old = current
    next.follow(board)
    draining.append(old)
    current = next
    return old
  }

  mutating func forget(_ generation: Generation) { draining.removeAll { $0 === generation } }
}
