import Foundation
import PeriluneModel
import Testing

/// The table of `docs/conflicts.md` is what the merger does.
///
/// With PERILUNE_WRITE_DOCS set, the test writes the table instead.
@Suite struct ConflictTableTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/conflicts.md")
  private static let marker = "<!-- The table below is written by ConflictTableTests. -->\n"

  private static let kinds: [StateOperation.Kind] = [.set(5), .increment(2), .append(["x"])]
  private static let laterKinds: [StateOperation.Kind] = [.set(7), .increment(3), .append(["y"])]
  private static let places: [(title: String, earlier: String, later: String)] = [
    ("the same", "a", "a"), ("later inside earlier", "a", "a.b"), ("earlier inside later", "a.b", "a"),
    ("disjoint", "a", "b"),
  ]

  /// The later transaction's policy, with its weight where that decides.
  private static let columns: [(title: String, policy: ConflictPolicy, weight: Double, resolver: String?)] = [
    ("`first-wins`", .firstWins, 0, nil), ("`last-wins`", .lastWins, 0, nil),
    ("`weighted`, heavier", .weighted, 1, nil), ("`weighted`, not heavier", .weighted, 0, nil),
    ("`resolver` keeps later", .resolver, 0, "later"), ("`resolver` missing", .resolver, 0, "absent"),
  ]
  private static let resolvers = ["later": ConflictResolver { .keep($0.competing.count - 1) }]

  private func merged(
    _ earlier: StateOperation, _ earlierPolicy: ConflictPolicy, _ later: StateOperation, _ column: Int
  ) throws -> [StateOperation] {
    let policy = Self.columns[column]
    let first = try StateTransaction(
      txId: "1", originExtension: "a", operations: [earlier], policy: earlierPolicy, resolverId: "later")
    let second = try StateTransaction(
      txId: "2", originExtension: "b", operations: [later], policy: policy.policy, weight: policy.weight,
      resolverId: policy.resolver)
    let merger = TransactionMerger(executionOrder: ["a", "b"], resolvers: Self.resolvers)
    return try #require(merger.merge([first, second], txId: "t").transaction).operations
  }

  private func cell(_ earlier: StateOperation, _ later: StateOperation, _ column: Int) throws -> String {
    let result = try merged(earlier, .firstWins, later, column)
    for policy in ConflictPolicy.allCases {
      #expect(try merged(earlier, policy, later, column) == result, "the earlier one's policy has no say")
    }
    switch result {
    case [earlier]: return "earlier"
    case [later]: return "later"
    case [earlier, later]: return "both"
    default:
      let only = try #require(result.first)
      #expect(result.count == 1)
      if case .increment = only.kind { return "sum" }
      return "joined"
    }
  }

  private func table() throws -> String {
    let titles = Self.columns.map(\.title).joined(separator: " | ")
    var lines = ["| paths | earlier | later | \(titles) |", "|---|---|---|" + String(repeating: "---|", count: 6)]
    for place in Self.places {
      for first in Self.kinds {
        for second in Self.laterKinds {
          let earlier = try operation(place.earlier, first)
          let later = try operation(place.later, second)
          let cells = try Self.columns.indices.map { try cell(earlier, later, $0) }.joined(separator: " | ")
          lines.append("| \(place.title) | \(first.name) | \(second.name) | \(cells) |")
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test func theDocumentedTableIsWhatTheMergerDoes() throws {
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    let parts = text.components(separatedBy: Self.marker)
    try #require(parts.count == 2)
    let expected = try "\n" + table()
    if ProcessInfo.processInfo.environment["PERILUNE_WRITE_DOCS"] != nil {
      try Data((parts[0] + Self.marker + expected).utf8).write(to: Self.file)
    } else {
      #expect(parts[1] == expected, "run this test with PERILUNE_WRITE_DOCS=1 to write the table anew")
    }
  }
}
