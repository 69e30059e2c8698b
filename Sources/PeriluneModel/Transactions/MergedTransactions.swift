/// The outcome of a merge.
public struct MergedTransactions: Sendable, Hashable {
  /// The consolidated transaction, reduced; `nil` when nothing was proposed.
  ///
  /// Its origin is `StateTransaction.mergedOrigin`; its metadata are those of
  /// the transactions of which an operation stands, where later keys win.
  public var transaction: StateTransaction?
  /// For each operation of the transaction, at the same position, where it
  /// comes from.
  public var provenance: [PathProvenance]
  /// Every decision, in the order in which they were taken.
  public var conflicts: [StateConflict]
  /// Resolvers that were missing or failed.
  public var warnings: [ExtensionError]

  init(
    transaction: StateTransaction?, provenance: [PathProvenance], conflicts: [StateConflict] = [],
    warnings: [ExtensionError] = []
  ) {
    self.transaction = transaction
    self.provenance = provenance
    self.conflicts = conflicts
    self.warnings = warnings
  }

  /// The outcome of merging nothing.
  public init() { self.init(transaction: nil, provenance: []) }
}
