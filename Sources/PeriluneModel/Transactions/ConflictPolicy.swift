/// How a transaction that comes later settles its conflicts with earlier ones.
///
/// Two operations of different transactions conflict when their paths are equal
/// or one contains the other. Each policy stands in a file of its own under
/// `Policies/`; a new one joins `allCases` here.
///
/// ```swift
/// ConflictPolicy(rawValue: "last-wins") == .lastWins
/// ```
public struct ConflictPolicy: RawRepresentable, CaseIterable, Sendable {
  /// Every policy, in the order of the documentation.
  public static let allCases: [ConflictPolicy] = [.firstWins, .lastWins, .weighted, .resolver]

  /// What decides.
  let rule: any ConflictRule

  init(_ rule: any ConflictRule) { self.rule = rule }

  /// The policy of this name; `nil` when there is none.
  public init?(rawValue: String) {
    guard let known = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = known
  }

  /// The name in manifests, scripts and JSON.
  public var rawValue: String { rule.name }
}

extension ConflictPolicy: Hashable, CustomStringConvertible {
  /// Whether both have the same name.
  public static func == (left: ConflictPolicy, right: ConflictPolicy) -> Bool { left.rawValue == right.rawValue }
  /// Feeds the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
  /// The name.
  public var description: String { rawValue }
}
