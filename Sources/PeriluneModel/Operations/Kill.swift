/// A kill that is in force: what, by whom, why and since when.
public struct Kill: Sendable, Hashable {
  /// What does not run.
  public var target: KillTarget
  /// Who did it.
  public var actor: String
  /// Why.
  public var reason: String
  /// When, in seconds since 1970-01-01 00:00 UTC.
  public var time: Int64

  /// Makes a kill.
  public init(_ target: KillTarget, actor: String, reason: String, time: Int64) {
    self.target = target
    self.actor = actor
    self.reason = reason
    self.time = time
  }
}

/// A kill that was lifted.
public struct Revival: Sendable, Hashable {
  /// The kill that was in force.
  public var kill: Kill
  /// Who lifted it.
  public var actor: String
  /// Why.
  public var reason: String
  /// When, in seconds since 1970-01-01 00:00 UTC.
  public var time: Int64

  /// Makes a revival.
  public init(_ kill: Kill, actor: String, reason: String, time: Int64) {
    self.kill = kill
    self.actor = actor
    self.reason = reason
    self.time = time
  }
}
