/// A version after Semantic Versioning 2.0.0.
///
/// ```swift
/// let draft = SemanticVersion("1.2.0-beta.2")
/// let final = SemanticVersion("1.2.0")
/// if let draft, let final { print(draft < final) }  // true
/// ```
public struct SemanticVersion: Sendable {
  /// Counts incompatible changes.
  public let major: Int
  /// Counts compatible additions.
  public let minor: Int
  /// Counts corrections.
  public let patch: Int
  /// The identifiers after the hyphen; empty for a final version.
  public let prerelease: [Identifier]
  /// The identifiers after the plus sign; they have no part in the order.
  public let build: [String]

  /// Makes a final version.
  public init(_ major: Int, _ minor: Int, _ patch: Int) {
    self.init(major, minor, patch, prerelease: [], build: [])
  }

  init(_ major: Int, _ minor: Int, _ patch: Int, prerelease: [Identifier], build: [String] = []) {
    self.major = major
    self.minor = minor
    self.patch = patch
    self.prerelease = prerelease
    self.build = build
  }

  /// Reads a version; `nil` unless the whole text follows the grammar.
  ///
  /// A leading `v`, blanks and missing parts are refused, and so is a number
  /// above 9,007,199,254,740,991.
  public init?(_ text: some StringProtocol) {
    var scanner = VersionScanner(text)
    guard let version = scanner.version(), scanner.isAtEnd else { return nil }
    self = version
  }

  var isPrerelease: Bool { !prerelease.isEmpty }

  func hasSameNumbers(as other: SemanticVersion) -> Bool {
    (major, minor, patch) == (other.major, other.minor, other.patch)
  }
}

extension SemanticVersion {
  /// One dot-separated part of a prerelease.
  public struct Identifier: Sendable, Hashable, Comparable {
    /// The part as written.
    public let text: String
    /// Whether it consists of digits and therefore compares as a number.
    public let isNumeric: Bool

    init(_ text: String) {
      self.text = text
      isNumeric = text.utf8.allSatisfy(\.isDigit)
    }

    /// Whether the left part precedes: numbers by amount and before all words,
    /// words by their bytes.
    public static func < (left: Identifier, right: Identifier) -> Bool {
      if left.isNumeric != right.isNumeric { return left.isNumeric }
      // Without leading zeros, a number with fewer digits is smaller; this has no upper limit.
      if left.isNumeric, left.text.utf8.count != right.text.utf8.count {
        return left.text.utf8.count < right.text.utf8.count
      }
      return left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
  }
}

extension SemanticVersion: Comparable, Hashable {
  /// Whether both have the same precedence, whatever their build metadata.
  public static func == (left: SemanticVersion, right: SemanticVersion) -> Bool {
    left.hasSameNumbers(as: right) && left.prerelease == right.prerelease
  }

  /// Whether the left version has the lower precedence.
  public static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
    guard left.hasSameNumbers(as: right) else {
      return (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }
    guard left.isPrerelease, right.isPrerelease else { return left.isPrerelease && !right.isPrerelease }
    return left.prerelease.lexicographicallyPrecedes(right.prerelease)
  }

  /// Feeds what equality compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(major)
    hasher.combine(minor)
    hasher.combine(patch)
    hasher.combine(prerelease)
  }
}

extension SemanticVersion: CustomStringConvertible {
  /// The version as it is written.
  public var description: String {
    let tags = prerelease.map(\.text).joined(separator: ".")
    let metadata = build.joined(separator: ".")
    return "\(major).\(minor).\(patch)" + (tags.isEmpty ? "" : "-" + tags) + (metadata.isEmpty ? "" : "+" + metadata)
  }
}
