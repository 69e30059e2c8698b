/// Receives what happens in a runtime.
///
/// It is called in the order of the events of one run, in the task of that run,
/// and concurrently for concurrent runs; a slow observer slows the run.
///
/// Kills and revivals come one at a time, in the order in which they took
/// effect. One that happens while another is told is told right after it by the
/// same thread, and its caller does not wait for that; so an observer may kill
/// and revive.
///
/// ```swift
/// struct KillLog: RuntimeObserver {
///   func observe(_ event: RuntimeEvent) {
///     if case .killed(let kill) = event { print(kill.target, kill.actor, kill.reason) }
///   }
/// }
/// ```
public protocol RuntimeObserver: Sendable {
  /// Whether it wants the events of runs that go as they should: of functions
  /// that begin, and of functions and runs that end with nothing to say.
  ///
  /// It is asked once, by the runtime that is made with it. Where no observer
  /// wants them, no run pays for them; others may still be told.
  var wantsOrdinaryRuns: Bool { get }

  /// Takes one event.
  func observe(_ event: RuntimeEvent)
}

extension RuntimeObserver {
  /// Every event, unless an observer says otherwise.
  public var wantsOrdinaryRuns: Bool { true }
}
