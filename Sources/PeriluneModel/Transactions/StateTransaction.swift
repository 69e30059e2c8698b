/// Operations that one extension proposes together, or the consolidated ones
/// of all.
///
/// Every value of this type has passed its checks: initializing one is the
/// only way to get it. The operations apply in their order, all or none.
///
/// ```swift
/// let proposal = try StateTransaction(
///   txId: "turn-4/mood/0",
///   originExtension: "mood",
///   operations: [StateOperation(StatePath("mood.mira"), .set("glad"))],
///   policy: .lastWins
/// )
/// ```
public struct StateTransaction: Sendable {
  /// The id; a store applies each id once for each subject.
  public let txId: String
  /// The id of the extension that proposed it, or `mergedOrigin`.
  public let originExtension: String
  /// What it changes, in order; at least one.
  public let operations: [StateOperation]
  /// The fewest operations with the same effect: no two touch overlapping
  /// paths.
  public let netOperations: [StateOperation]
  /// What happens where it meets an earlier transaction.
  public let policy: ConflictPolicy
  /// Its weight in the merge order and in weighted conflicts; finite.
  public let weight: Double
  /// The resolver that the policy `resolver` asks.
  public let resolverId: String?
  /// What the extension wants to tell about it.
  public let metadata: Value.Object

  /// The origin of a transaction that a merge made; no extension can have this
  /// id.
  public static let mergedOrigin = "runtime:merge"

  /// Makes a transaction and checks it.
  ///
  /// - Throws: `.outputInvalid` for an empty id or origin, no operation, an
  ///   operation with a value that no state can hold, a weight that is not
  ///   finite, and operations of which a later one can never apply after an
  ///   earlier one, such as an increment of what was just set to a string.
  public init(
    txId: String,
    originExtension: String,
    operations: [StateOperation],
    policy: ConflictPolicy = .firstWins,
    weight: Double = 0,
    resolverId: String? = nil,
    metadata: Value.Object = Value.Object()
  ) throws(ExtensionError) {
    do throws(ExtensionError) {
      try Self.validate(txId: txId, originExtension: originExtension, weight: weight, metadata: metadata)
      self.netOperations = try Self.validate(operations)
    } catch {
      throw error.of(extension: originExtension)
    }
    self.txId = txId
    self.originExtension = originExtension
    self.operations = operations
    self.policy = policy
    self.weight = weight
    self.resolverId = resolverId
    self.metadata = metadata
  }

  /// Makes the outcome of a merge, whose parts were checked one by one.
  init(merged operations: [StateOperation], txId: String, metadata: Value.Object) {
    self.txId = txId
    self.originExtension = Self.mergedOrigin
    self.operations = operations
    self.netOperations = operations
    self.policy = .firstWins
    self.weight = 0
    self.resolverId = nil
    self.metadata = metadata
  }
}

extension StateTransaction: Hashable {
  /// Whether every part is the same, texts by their bytes.
  public static func == (left: StateTransaction, right: StateTransaction) -> Bool {
    left.texts == right.texts && left.operations == right.operations && left.policy == right.policy
      && left.weight == right.weight && left.metadata == right.metadata
  }

  /// Feeds the id and the operations.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(texts)
    hasher.combine(operations)
  }

  private var texts: [Value.Object.Key?] {
    [txId, originExtension, resolverId].map { $0.map(Value.Object.Key.init) }
  }
}
