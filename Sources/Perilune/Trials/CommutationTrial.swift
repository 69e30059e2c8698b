public import PeriluneModel

/// Runs the extensions of each hook in all orders, and finds the pairs whose
/// order makes a difference.
///
/// Up to five extensions of a hook run in all their orders; of more, each pair
/// is swapped in a number of sampled ones. Only neighbours are swapped, so a
/// difference is always that of the two.
///
/// ```swift
/// let trial = CommutationTrial(registry: registry)
/// for pair in try await trial.pairs() { print(pair.hook, pair.first, pair.second, pair.differences) }
/// ```
public struct CommutationTrial: Sendable {
  /// Two extensions whose order makes a difference.
  public struct Pair: Sendable, Hashable {
    /// The hook.
    public var hook: HookKind
    /// The one that came first, by id.
    public var first: String
    /// The other one.
    public var second: String
    /// What came out differently: `state scene.mood`, `result text`.
    public var differences: [String]

    /// Makes a pair.
    public init(hook: HookKind, first: String, second: String, differences: [String]) {
      self.hook = hook
      self.first = first
      self.second = second
      self.differences = differences
    }
  }

  private static let exhaustiveLimit = 5
  private static let samplesPerPair = 6

  private let registry: ExtensionRegistry
  private let context: HookContext?

  /// Makes a trial.
  ///
  /// - Parameter context: What every hook gets; a plausible one by default.
  public init(registry: ExtensionRegistry, context: HookContext? = nil) {
    self.registry = registry
    self.context = context
  }

  /// The pairs that do not commute, by hook and ids.
  ///
  /// The order of list items in a result alone makes no difference.
  public func pairs() async throws -> [Pair] {
    var found: [Pair] = []
    let custom = registry.config.customHooks.filter { _ in context != nil }
    for hook in HookKind.builtIn + custom.map(\.kind) {
      let ids = registry.extensions.filter { !$0.manifest.functions(of: hook).isEmpty }.map(\.id)
      if ids.count > 1 { found += try await pairs(of: hook, ids) }
    }
    return found
  }

  private func pairs(of hook: HookKind, _ ids: [String]) async throws -> [Pair] {
    var results: [[String]: Signature] = [:]
    var differences: [[String]: Set<String>] = [:]
    for (order, position) in Self.swaps(of: ids) {
      var swapped = order
      swapped.swapAt(position, position + 1)
      for order in [order, swapped] where results[order] == nil { results[order] = try await signature(hook, order) }
      guard let left = results[order], let right = results[swapped] else { continue }
      let pair = [order[position], order[position + 1]].sorted()
      differences[pair, default: []].formUnion(left.differences(from: right))
    }
    return differences.filter { !$0.value.isEmpty }.map { pair, names in
      Pair(hook: hook, first: pair[0], second: pair[1], differences: names.sorted())
    }.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }

  private func signature(_ hook: HookKind, _ order: [String]) async throws -> Signature {
    let runtime = try ExtensionRuntime(registry: registry.reordered(order), options: .quiet)
    var context = context ?? .plausible(for: hook)
    context.requestId = "permutation"
    context.clock = context.clock ?? 1_767_225_600
    return Signature(try await runtime.run(hook, context))
  }

  /// Orders, each with the position of the pair to swap.
  static func swaps(of ids: [String]) -> [(order: [String], position: Int)] {
    guard ids.count > exhaustiveLimit else {
      return permutations(of: ids).flatMap { order in order.indices.dropLast().map { (order, $0) } }
    }
    var generator = SampleGenerator()
    var swaps: [(order: [String], position: Int)] = []
    for (index, first) in ids.enumerated() {
      for second in ids[(index + 1)...] {
        for _ in 0..<samplesPerPair {
          var order = ids.filter { $0 != first && $0 != second }.shuffled(using: &generator)
          let position = Int.random(in: 0...order.count, using: &generator)
          order.insert(contentsOf: [first, second], at: position)
          swaps.append((order, position))
        }
      }
    }
    return swaps
  }

  private static func permutations(of ids: [String]) -> [[String]] {
    guard ids.count > 1 else { return [ids] }
    return ids.indices.flatMap { index in
      var rest = ids
      let id = rest.remove(at: index)
      return permutations(of: rest).map { [id] + $0 }
    }
  }
}

/// What a run came to, as far as it should not depend on the order.
private struct Signature {
  let parts: [String: Value]

  init(_ outcome: HookOutcome) {
    var parts: [String: Value] = [:]
    for (name, value) in outcome.merged.value { parts["result \(name)"] = Self.sorted(value) }
    for operation in outcome.merged.transaction?.operations ?? [] {
      parts["state \(operation.path)"] = operation.value
    }
    self.parts = parts
  }

  private static func sorted(_ value: Value) -> Value {
    guard let items = value.arrayValue else { return value }
    return .array(items.sorted { $0.json.utf8.lexicographicallyPrecedes($1.json.utf8) })
  }

  func differences(from other: Signature) -> Set<String> {
    Set(parts.keys).union(other.parts.keys).filter { parts[$0] != other.parts[$0] }
  }
}

extension ExtensionRegistry {
  /// The same extensions, those that are named first and in this order.
  func reordered(_ ids: [String]) -> ExtensionRegistry {
    let named = ids.compactMap { id in extensions.first { $0.id == id } }
    return ExtensionRegistry(
      extensions: named + extensions.filter { !ids.contains($0.id) }, warnings: [], failedCount: 0,
      folder: folder, config: config)
  }
}

extension ExtensionRuntime.Options {
  /// The default options without a log.
  fileprivate static var quiet: ExtensionRuntime.Options {
    var options = ExtensionRuntime.Options()
    options.logger = .silent
    options.logsRuns = false
    return options
  }
}
