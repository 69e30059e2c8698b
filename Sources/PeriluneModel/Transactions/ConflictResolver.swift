/// Decides conflicts that a transaction hands to it by name.
///
/// A resolver must be a pure function of its request; then the merge is one.
///
/// ```swift
/// let loudest = ConflictResolver { request in .keep(request.competing.count - 1) }
/// let merger = TransactionMerger(resolvers: ["loudest": loudest])
/// ```
public struct ConflictResolver: Sendable {
  let resolve: @Sendable (Request) throws -> Resolution

  /// Makes a resolver of a function; an error that it throws becomes a warning,
  /// and the earlier operation stays.
  public init(_ resolve: @escaping @Sendable (Request) throws -> Resolution) { self.resolve = resolve }

  /// What a resolver is asked.
  public struct Request: Sendable, Hashable {
    /// The path of the operation that comes later.
    public var path: StatePath
    /// The operations that compete, in merge order; the last one is the one
    /// that comes later.
    public var competing: [StateContribution]

    /// Makes a request.
    public init(path: StatePath, competing: [StateContribution]) {
      self.path = path
      self.competing = competing
    }
  }

  /// What a resolver answers.
  @nonexhaustive
  public enum Resolution: Sendable, Hashable {
    /// The competing operation at this position stays; those that overlap it
    /// are dropped.
    ///
    /// An earlier operation that does not overlap the kept one stays too, since
    /// the two never were in conflict.
    case keep(Int)
    /// This operation stands for all competing ones.
    ///
    /// Its path must be the path of one of them, or lie inside one.
    case combined(StateOperation)
  }
}
