/// An operation with where it came from.
///
/// It is the net operation of its transaction at that path. It holds values of
/// the state: what prints it for an extension's author must apply that
/// extension's scopes first.
public struct StateContribution: Sendable, Hashable {
  /// What it does.
  public var operation: StateOperation
  /// Who proposed it: one transaction, or all that a resolver combined.
  public var origins: [Origin]

  /// Makes a contribution.
  public init(operation: StateOperation, origins: [Origin]) {
    self.operation = operation
    self.origins = origins
  }

  /// The transaction of an extension; two are the same when the bytes of both
  /// ids are.
  public struct Origin: Sendable, Hashable {
    private let owner: Value.Object.Key
    private let transaction: Value.Object.Key

    /// Makes an origin.
    public init(extensionId: String, txId: String) {
      owner = Value.Object.Key(extensionId)
      transaction = Value.Object.Key(txId)
    }

    /// The extension.
    public var extensionId: String { owner.text }
    /// Its transaction.
    public var txId: String { transaction.text }
  }
}
