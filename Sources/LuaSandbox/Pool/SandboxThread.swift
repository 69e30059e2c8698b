/// The threads that may call ``SandboxPool/runAtOnce(_:_:evenIfSlow:_:)``.
package enum SandboxThread {
  /// Calls `body` on a thread for short work, if one is free now.
  ///
  /// - Parameter body: Gets what may be done when the answer is out.
  /// - Returns: What it returned; `nil` when all threads have work.
  package static func run<Answer: Sendable>(
    _ body: @escaping @Sendable (_ chores: inout SandboxChores) -> Answer
  ) async -> Answer? {
    await withCheckedContinuation { continuation in
      let isTaken = SandboxWorkers.quick.submitAtOnce {
        var chores = SandboxChores()
        continuation.resume(returning: body(&chores))
        chores.perform()
      }
      if !isTaken { continuation.resume(returning: nil) }
    }
  }

  /// Whether others wait for such a thread.
  package static var isWanted: Bool { SandboxWorkers.quick.hasWaiting }
}
