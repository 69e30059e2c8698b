extension Invocation {
  /// A field of the context that only this invocation sees; it goes over the
  /// context's own field of that name.
  public struct Field: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// What it holds.
    public var content: Content

    /// Makes a field.
    public init(_ name: String, _ content: Content) {
      self.name = name
      self.content = content
    }
  }
}

extension Invocation.Field {
  /// What a field holds.
  public enum Content: Sendable, Hashable {
    /// A value that was built before.
    case tape(Tape)
    /// An integer, without a tape of its own.
    case integer(Int64)
  }

  /// The most fields of one invocation.
  public static let limit = 7
}
