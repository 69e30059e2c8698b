/// Boils operations down to the fewest with the same effect, in a stable order.
///
/// A set drops what came before at its path and inside it; what follows at its
/// path or inside it folds into its value; increments of a path add up, appends
/// to a path join. So no two operations that remain overlap, and their order no
/// longer matters. Operations that cannot meet, such as an increment after an
/// append, contradict each other: they fail in every state.
///
/// Where applying the operations one by one succeeds, applying the reduced ones
/// succeeds with the same state. Only the last digits of floating-point sums,
/// and integer sums that leave 64 bits on their way, may depend on the
/// grouping.
struct OperationReducer {
  private var slots: [StateOperation?] = []
  private var index = PathIndex()

  /// What remains, each at the place of the first operation it stands for.
  var operations: [StateOperation] { slots.compactMap(\.self) }

  /// Takes the next operation.
  ///
  /// - Throws: `.storeFailure` when it can never apply after the earlier ones,
  ///   as a store would report it; the operation is then left out.
  mutating func add(_ operation: StateOperation) throws(ExtensionError) {
    if case .set = operation.kind { dropAll(inside: operation.path) }
    if let slot = index.numbers(overlapping: operation.path).last, let earlier = slots[slot] {
      slots[slot] = try Self.fold(operation, into: earlier)
    } else {
      index.insert(slots.count, at: operation.path)
      slots.append(operation)
    }
  }

  private mutating func dropAll(inside path: StatePath) {
    for slot in index.numbers(overlapping: path) {
      guard let earlier = slots[slot], path.contains(earlier.path) else { continue }
      index.remove(slot, at: earlier.path)
      slots[slot] = nil
    }
  }

  private static func fold(
    _ operation: StateOperation,
    into earlier: StateOperation
  ) throws(ExtensionError) -> StateOperation {
    let isSamePlace = operation.path == earlier.path
    switch (earlier.kind, operation.kind) {
    case (.set(let value), let kind) where isSamePlace:
      return StateOperation(earlier.path, .set(try kind.applied(to: value, at: operation.path)))
    case (.set(.object(var fields)), let kind) where earlier.path.contains(operation.path):
      try fields.update(operation.path, below: earlier.path.parts.count, with: kind)
      return StateOperation(earlier.path, .set(.object(fields)))
    default:
      if let joined = earlier.joined(with: operation) { return joined }
      let past = "after \(earlier.kind.name) of \"\(earlier.path)\""
      throw ExtensionError(.storeFailure, "cannot \(operation.kind.verb) \"\(operation.path)\" \(past)")
    }
  }
}

extension StateOperation {
  /// The operation that this one and a later one amount to, where neither
  /// replaces the other: two increments or two appends at one path.
  func joined(with later: StateOperation) -> StateOperation? {
    guard path == later.path else { return nil }
    switch (kind, later.kind) {
    case (.increment(let first), .increment(let second)):
      return first.adding(second).map { StateOperation(path, .increment($0)) }
    case (.append(let first), .append(let second)):
      return StateOperation(path, .append(first + second))
    default:
      return nil
    }
  }
}
