/// Merges what extensions proposed into one transaction, deterministically.
///
/// The merge order is the execution order of the extensions, then the weight
/// descending, then the bytes of the transaction's id. Each transaction meets
/// the earlier ones with its net operations; the policy of the later one
/// decides each conflict for its operation alone, and the decision stands: what
/// lost does not come back when its winner loses later.
///
/// ```swift
/// let merger = TransactionMerger(executionOrder: ["mood", "bond"])
/// let merged = merger.merge(proposals, txId: "turn-4")
/// if let transaction = merged.transaction { try await store.apply(transaction, to: subject) }
/// ```
public struct TransactionMerger: Sendable {
  /// The ids of the extensions in the order in which they run.
  public var executionOrder: [String]
  /// What the policy `resolver` asks, by id.
  public var resolvers: [String: ConflictResolver]

  /// Makes a merger; extensions that the order lacks come last, by id.
  public init(executionOrder: [String] = [], resolvers: [String: ConflictResolver] = [:]) {
    self.executionOrder = executionOrder
    self.resolvers = resolvers
  }

  /// Merges transactions that come in any order.
  ///
  /// A transaction that comes twice, as after a repeated request, counts once.
  /// Only different transactions of one extension with the same weight and the
  /// same id keep the order they come in.
  public func merge(_ transactions: [StateTransaction], txId: String) -> MergedTransactions {
    if transactions.isEmpty { return MergedTransactions() }
    if transactions.count == 1 { return Self.uncontested(transactions[0], txId: txId) }
    let ordered = Self.withoutTwins(inMergeOrder(transactions))
    var table = MergeTable(resolvers: resolvers)
    for transaction in ordered { table.add(transaction) }
    let provenance = table.provenance
    return MergedTransactions(
      transaction: Self.consolidate(provenance, of: ordered, txId: txId),
      provenance: provenance,
      conflicts: table.conflicts,
      warnings: table.warnings
    )
  }

  /// Twins have the same place in the merge order, so they stand together.
  private static func withoutTwins(_ ordered: [StateTransaction]) -> [StateTransaction] {
    ordered.reduce(into: []) { kept, transaction in
      let isTwin = kept.reversed().prefix { $0.origin == transaction.origin }.contains(transaction)
      if !isTwin { kept.append(transaction) }
    }
  }

  /// One transaction alone, whose net operations never overlap.
  private static func uncontested(_ transaction: StateTransaction, txId: String) -> MergedTransactions {
    let operations = transaction.netOperations
    let provenance = operations.map { operation in
      PathProvenance(
        path: operation.path, winners: [StateContribution(operation: operation, origins: [transaction.origin])],
        losers: [], policy: nil, reason: .uncontested)
    }
    let merged = StateTransaction(merged: operations, txId: txId, metadata: transaction.metadata)
    return MergedTransactions(transaction: operations.isEmpty ? nil : merged, provenance: provenance)
  }

  /// The transactions in merge order.
  func inMergeOrder(_ transactions: [StateTransaction]) -> [StateTransaction] {
    let ranks = Dictionary(
      executionOrder.enumerated().map { (Value.Object.Key($1), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let keyed = transactions.enumerated().map { offset, transaction in
      let origin = Value.Object.Key(transaction.originExtension)
      let rank = ranks[origin] ?? executionOrder.count
      let id = Value.Object.Key(transaction.txId)
      return (key: (rank, origin, -transaction.weight, id, offset), transaction: transaction)
    }
    return keyed.sorted { $0.key < $1.key }.map(\.transaction)
  }

  private static func consolidate(
    _ provenance: [PathProvenance],
    of ordered: [StateTransaction],
    txId: String
  ) -> StateTransaction? {
    if provenance.isEmpty { return nil }
    let contributors = Set(provenance.lazy.flatMap(\.winners).flatMap(\.origins))
    var metadata = Value.Object()
    for transaction in ordered where contributors.contains(transaction.origin) { metadata.merge(transaction.metadata) }
    return StateTransaction(merged: provenance.map(\.netOperation), txId: txId, metadata: metadata)
  }
}

extension StateTransaction {
  /// What its contributions name as their origin.
  var origin: StateContribution.Origin {
    StateContribution.Origin(extensionId: originExtension, txId: txId)
  }
}

extension PathProvenance {
  /// The one operation that the winners amount to.
  fileprivate var netOperation: StateOperation {
    winners.dropFirst().map(\.operation).reduce(winners[0].operation) { $0.joined(with: $1) ?? $1 }
  }
}
