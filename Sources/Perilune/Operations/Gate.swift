import LuaSandbox
import PeriluneModel
import Synchronization

/// Whether one extension may run in one hook: its kill switch and its circuit
/// breaker.
///
/// While it is neither killed nor failing, asking and answering are one atomic
/// load each.
final class Gate: Sendable {
  let extensionId: String
  let hook: HookKind
  let stopSwitch = StopSwitch()
  private let pool: SandboxPool
  private let now: @Sendable () -> Duration
  private let hasBreaker: Bool
  private let breaker: Mutex<CircuitBreaker>
  /// One more than the epoch of a breaker that is clean, 0 for any other.
  private let clean = Atomic<UInt64>(1)

  init(
    _ owner: LoadedExtension, _ hook: HookKind, breaker settings: CircuitBreaker.Settings?,
    now: @escaping @Sendable () -> Duration
  ) {
    self.now = now
    (extensionId, self.hook, pool) = (owner.id, hook, owner.pool)
    hasBreaker = settings != nil
    breaker = Mutex(CircuitBreaker(settings ?? .init()))
  }

  // MARK: Kill switch

  var isKilled: Bool { stopSwitch.isOn }

  /// Follows what the board says; what runs or waits is ended at once.
  func follow(_ board: KillBoard) {
    let isKilled = board.kill(of: extensionId, in: hook) != nil
    guard isKilled != self.isKilled else { return }
    if isKilled { pool.stop(by: stopSwitch) } else { stopSwitch.turn(on: false) }
  }

  // MARK: Breaker

  var breakerState: CircuitBreaker.State { breaker.withLock { $0.state } }

  /// Leave to run for an invocation; `nil` while the breaker is open.
  ///
  /// Each comes back by ``record(_:of:turn:)``.
  func admit(turn: ChatTurn) -> (permit: CircuitBreaker.Permit?, change: BreakerChange?) {
    let epoch = clean.load(ordering: .relaxed)
    if epoch > 0 { return (CircuitBreaker.Permit(epoch: epoch - 1), nil) }
    return update { $0.admit(at: now(), request: turn.id) }
  }

  func record(_ result: CircuitBreaker.Result, of permit: CircuitBreaker.Permit, turn: ChatTurn) -> BreakerChange? {
    guard hasBreaker else { return nil }
    if result == .success, clean.load(ordering: .relaxed) == permit.epoch + 1 { return nil }
    return update { breaker in
      breaker.record(result, of: permit, at: now(), request: turn.id)
    }.change
  }

  private func update<Answer: Sendable>(
    _ body: (inout CircuitBreaker) -> Answer
  ) -> (permit: Answer, change: BreakerChange?) {
    breaker.withLock { breaker in
      let before = breaker.state
      let answer = body(&breaker)
      clean.store(breaker.isClean ? breaker.epoch + 1 : 0, ordering: .relaxed)
      guard breaker.state != before else { return (answer, nil) }
      let openFor = breaker.state == .open ? breaker.openFor : nil
      return (answer, BreakerChange(extensionId: extensionId, hook: hook, state: breaker.state, openFor: openFor))
    }
  }
}

extension CircuitBreaker.Result {
  /// What an invocation that ran says about its extension.
  ///
  /// - Parameter wasCut: Whether the pipeline's deadline left it less time than
  ///   its budget.
  init(_ run: HookOutcome.Run, _ code: SandboxError.Code?, wasCut: Bool) {
    switch code {
    case .killed, .unavailable: self = .neutral
    case .time where wasCut: self = .neutral
    default: self = run.failure == nil ? .success : .failure
    }
  }

  /// What an invocation that never ran says about its extension.
  init(_ code: SandboxError.Code) {
    switch code {
    case .syntax, .memory: self = .failure
    default: self = .neutral
    }
  }
}
