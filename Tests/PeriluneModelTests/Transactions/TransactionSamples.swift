import PeriluneModel

/// An operation whose path is given as text.
func operation(_ path: String, _ kind: StateOperation.Kind) throws -> StateOperation {
  StateOperation(try StatePath(path), kind)
}

/// A transaction whose paths are given as text; its extension is named like it.
func transaction(
  _ txId: String,
  _ operations: (path: String, kind: StateOperation.Kind)...,
  policy: ConflictPolicy = .firstWins,
  weight: Double = 0,
  resolverId: String? = nil,
  metadata: Value = [:]
) throws -> StateTransaction {
  try StateTransaction(
    txId: txId,
    originExtension: txId,
    operations: operations.map { try operation($0.path, $0.kind) },
    policy: policy,
    weight: weight,
    resolverId: resolverId,
    metadata: metadata.objectValue ?? Value.Object()
  )
}

/// Random operations over so few keys that they often meet.
///
/// Numbers are small integers and quarters, so that sums are exact in every
/// grouping.
struct RandomTransactions {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func pick(_ range: Range<Int>) -> Int { Int.random(in: range, using: &generator) }

  mutating func path() -> StatePath {
    let keys = (0...pick(0..<3)).map { _ in ["a", "b", "c.d"][pick(0..<3)] }
    guard let path = try? StatePath(keys: keys) else { preconditionFailure("\(keys) is a path") }
    return path
  }

  mutating func number() -> Value {
    pick(0..<3) == 0 ? .double(Double(pick(-8..<8)) / 4) : .int(Int64(pick(-9..<9)))
  }

  mutating func value(depth: Int = 0) -> Value {
    switch pick(0..<(depth > 2 ? 4 : 7)) {
    case 0: return .null
    case 1: return .string("text")
    case 2, 3: return number()
    case 4: return .array((0..<pick(0..<3)).map { _ in value(depth: depth + 1) })
    default:
      let fields = (0..<pick(0..<3)).map { _ in (key: ["a", "b", "c.d"][pick(0..<3)], value: value(depth: depth + 1)) }
      return .object(Value.Object(fields))
    }
  }

  mutating func operation() -> StateOperation {
    switch pick(0..<3) {
    case 0: StateOperation(path(), .set(value()))
    case 1: StateOperation(path(), .increment(number()))
    default: StateOperation(path(), .append((0..<pick(0..<3)).map { _ in value() }))
    }
  }

  /// A valid transaction; it tries until its operations do not contradict each
  /// other.
  mutating func transaction(_ txId: String) -> StateTransaction {
    while true {
      let operations = (0...pick(0..<5)).map { _ in operation() }
      let proposal = try? StateTransaction(
        txId: txId,
        originExtension: "ext-\(pick(0..<4))",
        operations: operations,
        policy: ConflictPolicy.allCases[pick(0..<4)],
        weight: Double(pick(-2..<3)),
        resolverId: ["last", "absent", "null"][pick(0..<3)],
        metadata: Value.Object([(key: "k\(pick(0..<3))", value: value())])
      )
      if let proposal { return proposal }
    }
  }

  static let resolvers: [String: ConflictResolver] = [
    "last": ConflictResolver { .keep($0.competing.count - 1) },
    "null": ConflictResolver { .combined(StateOperation($0.path, .set(.null))) },
  ]
  static let merger = TransactionMerger(executionOrder: ["ext-2", "ext-0", "ext-1"], resolvers: resolvers)
}
