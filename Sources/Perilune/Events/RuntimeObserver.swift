/// Receives what happens in a runtime.
///
/// It is called in the order of the events of one run, in the task of that run,
/// and concurrently for concurrent runs; a slow observer slows the run.
///
/// ```swift
/// struct KillLog: RuntimeObserver {
///   func observe(_ event: RuntimeEvent) {
///     if case .killed(let kill) = event { print(kill.target, kill.actor, kill.reason) }
///   }
/// }
/// ```
public protocol RuntimeObserver: Sendable {
  /// Takes one event.
  func observe(_ event: RuntimeEvent)
}
