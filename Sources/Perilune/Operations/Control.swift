import PeriluneModel

/// What kills and reloads change: which registry new runs get, which others
/// still have runs, and what is killed.
struct Control: Sendable {
  private(set) var current: Generation
  private(set) var draining: [Generation] = []
  private(set) var board: KillBoard
  /// What kills and revivals have to say.
  var outbox = Outbox()

  init(_ generation: Generation, _ board: KillBoard) {
    (current, self.board) = (generation, board)
    current.follow(board)
  }

  /// The generation of a run that begins; it has to leave it.
  func enter() -> Generation {
    current.enter()
    return current
  }

  mutating func kill(_ kill: Kill) {
    board.kill(kill)
    follow()
    outbox.post(.killed(kill))
  }

  /// `nil` when there is nothing to lift.
  mutating func revive(_ target: KillTarget, as revival: (Kill) -> Revival) -> Revival? {
    guard let kill = board.revive(target) else { return nil }
    follow()
    let revival = revival(kill)
    outbox.post(.revived(revival))
    return revival
  }

  /// Puts a change of the board in force, also for runs on older registries.
  private func follow() {
    for generation in draining + [current] { generation.follow(board) }
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
