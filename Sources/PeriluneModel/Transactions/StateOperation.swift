/// One proposed change of one attribute.
///
/// ```swift
/// let thanks = StateOperation(try StatePath("relationship.mira.bond"), .increment(2))
/// ```
public struct StateOperation: Sendable, Hashable {
  /// The attribute.
  public var path: StatePath
  /// What happens to it.
  public var kind: Kind

  /// Makes an operation; a `StateTransaction` checks it.
  public init(_ path: StatePath, _ kind: Kind) {
    self.path = path
    self.kind = kind
  }

  /// What an operation does with an attribute.
  @nonexhaustive
  public enum Kind: Sendable, Hashable {
    /// Replaces the attribute and everything inside it; null is a value too.
    case set(Value)
    /// Adds a number, starting from 0 where the attribute is absent.
    ///
    /// Two integers add up to an integer, and to a double where the sum is
    /// beyond 64 bits; with a double the sum is a double. A sum beyond the
    /// doubles stays at their end, so it is always finite.
    case increment(Value)
    /// Adds items at the end of an array, starting from an empty one where the
    /// attribute is absent.
    case append([Value])

    /// The name of the operation in scripts, JSON and messages.
    public var name: String {
      switch self {
      case .set: "set"
      case .increment: "increment"
      case .append: "append"
      }
    }

    /// The operation as a verb before a path, for messages.
    var verb: String {
      if case .append = self { "append to" } else { name }
    }
  }
}
