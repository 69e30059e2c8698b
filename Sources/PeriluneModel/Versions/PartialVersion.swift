/// A version of which trailing numbers may be missing or wildcards, and the
/// bounds that each of npm's operators makes of it.
struct PartialVersion {
  typealias Comparator = VersionRange.Comparator

  /// `nil` from the first wildcard on.
  let major: Int?
  let minor: Int?
  let patch: Int?
  let prerelease: [SemanticVersion.Identifier]

  /// Takes numbers and wildcards in their order; what follows a wildcard does
  /// not count.
  init(numbers: [Int?], prerelease: [SemanticVersion.Identifier]) {
    let known = numbers.prefix { $0 != nil }.compactMap(\.self)
    major = known.count > 0 ? known[0] : nil
    minor = known.count > 1 ? known[1] : nil
    patch = known.count > 2 ? known[2] : nil
    self.prerelease = patch == nil ? [] : prerelease
  }

  /// Whether it stands for one version.
  var isComplete: Bool { patch != nil }

  /// The lowest version it stands for.
  private var lowest: SemanticVersion {
    SemanticVersion(major ?? 0, minor ?? 0, patch ?? 0, prerelease: prerelease)
  }

  private var floor: Comparator { Comparator(.atLeast, lowest) }

  /// The end of what it stands for; `nil` when a full version or anything.
  private var ceiling: Comparator? {
    guard let major, patch == nil else { return nil }
    return minor.map { .below(major, $0 + 1, 0) } ?? .below(major + 1, 0, 0)
  }

  /// `1.2`, `1.x`, `=1.2.3`, `*`.
  func exact() -> [Comparator] {
    guard major != nil else { return [] }
    return ceiling.map { [floor, $0] } ?? [Comparator(.equal, lowest)]
  }

  /// `^1.2`: up to the next change of the first number that is not zero.
  func caret() -> [Comparator] {
    guard let major else { return [] }
    guard major == 0, let minor else { return [floor, .below(major + 1, 0, 0)] }
    guard minor == 0, let patch else { return [floor, .below(0, minor + 1, 0)] }
    return [floor, .below(0, 0, patch + 1)]
  }

  /// `~1.2`: up to the next minor version, where one is given.
  func tilde() -> [Comparator] {
    guard let major else { return [] }
    return [floor, minor.map { .below(major, $0 + 1, 0) } ?? .below(major + 1, 0, 0)]
  }

  /// `>1.2`, `<=1`, `<2.0.0`.
  func compared(_ relation: Comparator.Operator) -> [Comparator] {
    if relation == .equal { return exact() }
    guard major != nil else { return relation == .less || relation == .greater ? [.never] : [] }
    guard let ceiling else { return [Comparator(relation, lowest)] }
    switch relation {
    case .less: return [.below(lowest.major, lowest.minor, 0)]
    case .atMost: return [ceiling]
    case .greater:
      let next = ceiling.version
      return [Comparator(.atLeast, SemanticVersion(next.major, next.minor, 0))]
    case .atLeast, .equal: return [floor]
    }
  }

  /// `1.2 - 2.3`: both ends included.
  static func span(from start: PartialVersion, to end: PartialVersion) -> [Comparator] {
    let low = start.major == nil ? [] : [start.floor]
    let high = end.major == nil ? [] : [end.ceiling ?? Comparator(.atMost, end.lowest)]
    return low + high
  }
}
