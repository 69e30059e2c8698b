/// Decides whether an extension may run in a hook, by how its last runs ended.
///
/// It is a value, and time is an argument, counted from any fixed instant: the
/// owner asks ``admit(at:request:)``
/// before each invocation and hands the answer back to
/// ``record(_:of:at:request:)`` with the result.
///
/// A number of failures in a row opens it: for the rest of the request in which
/// the last one happened, and for a time. Then one invocation of another request
/// is let through as a probe. Its success closes the breaker; its failure opens
/// it for twice the time, up to a limit.
///
/// ```swift
/// var breaker = CircuitBreaker()
/// guard let permit = breaker.admit(at: now, request: 7) else { return }
/// breaker.record(.failure, of: permit, at: now, request: 7)
/// ```
public struct CircuitBreaker: Sendable, Hashable {
  /// What it does; each raw value is the name in JSON and metrics.
  @nonexhaustive
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// Everything runs.
    case closed
    /// Nothing runs.
    case open
    /// One invocation runs as a probe, nothing else.
    case halfOpen = "half_open"
  }

  /// What an invocation came to.
  @nonexhaustive
  public enum Result: Sendable, Hashable, CaseIterable {
    /// It completed.
    case success
    /// It failed by its own doing.
    case failure
    /// It says nothing about the extension: it was stopped or never ran.
    case neutral
  }

  /// Leave to run, which belongs to the state it was given in.
  public struct Permit: Sendable, Hashable {
    package var epoch: UInt64

    package init(epoch: UInt64) { self.epoch = epoch }
  }

  /// When it opens and for how long.
  public var settings: Settings
  /// What it does now.
  public private(set) var state = State.closed
  /// How long it is or was open the last time; twice as long the next time.
  public private(set) var openFor = Duration.zero

  private var failures = 0
  private var openUntil = Duration.zero
  private var request: UInt64 = 0
  /// Counts the changes of state, so that late results of an earlier state say
  /// nothing.
  package private(set) var epoch: UInt64 = 0

  /// Makes a closed breaker.
  public init(_ settings: Settings = Settings()) { self.settings = settings }

  /// Whether it is closed and the last result was no failure.
  public var isClean: Bool { state == .closed && failures == 0 }

  /// Leave for one invocation; `nil` when it may not run.
  ///
  /// Each permit has to come back, by ``record(_:of:at:request:)``.
  public mutating func admit(at now: Duration, request: UInt64) -> Permit? {
    switch state {
    case .closed: return Permit(epoch: epoch)
    case .halfOpen: return nil
    case .open:
      guard now >= openUntil, request != self.request else { return nil }
      change(to: .halfOpen)
      return Permit(epoch: epoch)
    }
  }

  /// Takes what an invocation came to.
  ///
  /// - Parameter request: The request that it belonged to.
  public mutating func record(
    _ result: Result, of permit: Permit, at now: Duration, request: UInt64
  ) {
    guard permit.epoch == epoch else { return }
    switch (state, result) {
    case (.closed, .success): failures = 0
    case (.closed, .failure):
      failures += 1
      if failures >= settings.failures { open(for: settings.firstOpen, at: now, request) }
    case (.halfOpen, .success):
      failures = 0
      openFor = .zero
      change(to: .closed)
    case (.halfOpen, .failure): open(for: min(openFor * 2, settings.longestOpen), at: now, request)
    // The probe came to nothing, so the next invocation is one.
    case (.halfOpen, .neutral): change(to: .open)
    case (.closed, .neutral), (.open, _): break
    }
  }

  private mutating func open(for time: Duration, at now: Duration, _ request: UInt64) {
    openFor = time
    openUntil = now + time
    self.request = request
    change(to: .open)
  }

  private mutating func change(to state: State) {
    self.state = state
    epoch += 1
  }
}

extension CircuitBreaker {
  /// When a breaker opens and for how long.
  public struct Settings: Sendable, Hashable {
    /// Failures in a row that open it, at least 1.
    public var failures: Int
    /// How long it is open the first time.
    public var firstOpen: Duration
    /// How long it is open at most.
    public var longestOpen: Duration

    /// Makes settings with the documented defaults.
    public init(failures: Int = 3, firstOpen: Duration = .seconds(1), longestOpen: Duration = .seconds(60)) {
      self.failures = max(1, failures)
      self.firstOpen = max(.zero, firstOpen)
      self.longestOpen = max(self.firstOpen, longestOpen)
    }
  }
}
