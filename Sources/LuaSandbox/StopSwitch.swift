import Synchronization

/// Keeps invocations from running, all that carry it.
///
/// Turned on, it refuses new ones in every pool; ``SandboxPool/stop(by:)`` also
/// ends those of a pool that run or wait. Safe to use from any thread.
public final class StopSwitch: Sendable {
  private let state = Atomic(false)

  /// Makes one that is off.
  public init() {}

  /// Whether invocations that carry it are refused.
  public var isOn: Bool { state.load(ordering: .acquiring) }

  /// Turns it on or off; what runs already goes on.
  public func turn(on isOn: Bool) { state.store(isOn, ordering: .releasing) }
}
