/// A registry that took the place of another.
public struct Reload: Sendable, Hashable {
  /// The new registry, counted from 1; the one a runtime starts with is 1.
  public var generation: Int
  /// Extensions that the one before did not have.
  public var added: [String] = []
  /// Extensions that are gone.
  public var removed: [String] = []
  /// Extensions of which anything is different: manifest, scripts or settings.
  public var changed: [String] = []
  /// Extensions that go on as they are, with their Lua states and breakers.
  public var unchanged: [String] = []
}
