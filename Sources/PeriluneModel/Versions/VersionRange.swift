/// A set of versions, written in the grammar of npm.
///
/// `1.2.3`, `1.x`, `*`, `^1.2`, `~1.2.3`, `>=1.2 <3`, `1.2 - 2.3` and
/// alternatives with `||` are all ranges. A prerelease belongs to a range only
/// where the range names a prerelease of the same three numbers.
///
/// ```swift
/// let range = VersionRange("^1.2.0 || >=3")
/// range?.contains(SemanticVersion(1, 9, 0))  // true
/// ```
public struct VersionRange: Sendable {
  /// The range as it was written.
  public let description: String
  /// A version must meet every comparator of at least one list.
  let alternatives: [[Comparator]]

  /// Reads a range; `nil` unless the whole text follows the grammar.
  public init?(_ text: String) {
    var parser = VersionRangeParser(text)
    guard let alternatives = parser.alternatives() else { return nil }
    description = text
    // As for npm, `*` swallows its alternatives, and with them the prereleases that they would let in.
    self.alternatives = alternatives.contains { $0.isEmpty } ? [[]] : alternatives
  }

  private init(description: String, alternatives: [[Comparator]]) {
    self.description = description
    self.alternatives = alternatives
  }

  /// Every final version.
  public static let any = VersionRange(description: "*", alternatives: [[]])

  /// Whether `version` belongs to the range.
  public func contains(_ version: SemanticVersion) -> Bool {
    alternatives.contains { comparators in
      comparators.allSatisfy { $0.accepts(version) }
        && (!version.isPrerelease || comparators.contains { $0.namesPrerelease(of: version) })
    }
  }
}

extension VersionRange: Hashable, CustomStringConvertible {
  /// Whether both were written the same way.
  public static func == (left: VersionRange, right: VersionRange) -> Bool { left.description == right.description }

  /// Feeds what equality compares.
  public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}

extension VersionRange {
  /// One bound.
  struct Comparator: Sendable {
    enum Operator: String, Sendable {
      case less = "<"
      case atMost = "<="
      case greater = ">"
      case atLeast = ">="
      case equal = "="
    }

    let relation: Operator
    let version: SemanticVersion

    init(_ relation: Operator, _ version: SemanticVersion) {
      self.relation = relation
      self.version = version
    }

    /// Everything below the version and all its prereleases.
    static func below(_ major: Int, _ minor: Int, _ patch: Int) -> Comparator {
      Comparator(.less, SemanticVersion(major, minor, patch, prerelease: [.init("0")]))
    }

    /// What no version meets.
    static let never = below(0, 0, 0)

    /// Whether it is `>=0.0.0`.
    var isNoBound: Bool { relation == .atLeast && version == SemanticVersion(0, 0, 0) }

    func accepts(_ candidate: SemanticVersion) -> Bool {
      switch relation {
      case .less: candidate < version
      case .atMost: candidate <= version
      case .greater: candidate > version
      case .atLeast: candidate >= version
      case .equal: candidate == version
      }
    }

    func namesPrerelease(of candidate: SemanticVersion) -> Bool {
      version.isPrerelease && version.hasSameNumbers(as: candidate)
    }
  }
}
