public import PeriluneModel

/// Keeps kills over a restart.
///
/// A runtime loads them when it is made and saves all of them after each change,
/// one save at a time. `KillFile` is one.
///
/// ```swift
/// options.killStore = KillFile(path: "/var/lib/my-host/kills.json")
/// ```
public protocol KillStore: Sendable {
  /// The kills that were saved last; none when nothing ever was.
  ///
  /// - Throws: When they cannot be told: a runtime does not start then, since
  ///   what was killed could run again.
  func load() throws -> [Kill]

  /// Replaces what was saved, all of it or nothing.
  func save(_ kills: [Kill]) throws
}
