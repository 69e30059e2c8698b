/// A host's statement that everything at certain paths is of one data class.
///
/// A pattern is a dotted path. A key `*` stands for any one key, a last key
/// `**` for any rest, the empty one included. A backslash takes the next
/// character literally, so `a\.b` is one key. A value at a path that several
/// tags cover is of all their classes.
///
/// ```swift
/// let tag = DataClassTag("attributes.private.**", .privateAttributes)
/// tag?.covers(["attributes", "private", "diary"])  // true
/// ```
public struct DataClassTag: Sendable, Hashable {
  /// The pattern as the host wrote it.
  public let pattern: String
  /// The class of what lies there.
  public let dataClass: DataClass
  private let keys: [Key]

  private enum Key: Sendable, Hashable {
    case any
    case named(Value.Object.Key)
  }

  /// Makes a tag; `nil` when the pattern has an empty key, a `**` before its
  /// end, a star inside a longer key, or ends in a single backslash.
  public init?(_ pattern: String, _ dataClass: DataClass) {
    guard var parts = Self.split(pattern) else { return nil }
    // A part of a tagged value is tagged too, so an open end adds nothing to what the keys before it say.
    if parts.last == "**" { parts.removeLast() }
    var keys: [Key] = []
    for part in parts {
      guard let key = Self.key(part) else { return nil }
      keys.append(key)
    }
    self.keys = keys
    self.pattern = pattern
    self.dataClass = dataClass
  }
}

extension DataClassTag {
  /// Whether the value at `path` is tagged, by itself or as part of a tagged
  /// one.
  public func covers(_ path: [String]) -> Bool {
    path.count >= keys.count && agrees(with: path)
  }

  /// Whether a value somewhere below `path` may be tagged while the one at
  /// `path` is not.
  ///
  /// A write to such a path would replace what the writer must not see.
  public func reachesBelow(_ path: [String]) -> Bool {
    path.count < keys.count && agrees(with: path)
  }

  private func agrees(with path: [String]) -> Bool {
    zip(keys.indices, path).allSatisfy { agrees(with: $1, at: $0) }
  }

  /// The keys of the pattern, without an open end.
  package var depth: Int { keys.count }

  /// Whether its key number `index`, from 0, allows this one.
  package func agrees(with name: @autoclosure () -> String, at index: Int) -> Bool {
    switch keys[index] {
    case .any: true
    case .named(let expected): expected == Value.Object.Key(name())
    }
  }

  /// Cuts at every dot without a backslash before it; backslashes stay.
  private static func split(_ pattern: String) -> [String]? {
    var parts = [""]
    var isEscaped = false
    for scalar in pattern.unicodeScalars {
      if scalar == ".", !isEscaped {
        parts.append("")
      } else {
        parts[parts.count - 1].unicodeScalars.append(scalar)
      }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return isEscaped || parts.contains("") ? nil : parts
  }

  private static func key(_ part: String) -> Key? {
    if part == "*" { return .any }
    var name = ""
    var isEscaped = false
    for scalar in part.unicodeScalars {
      if scalar == "*", !isEscaped { return nil }
      let opensEscape = scalar == "\\" && !isEscaped
      if !opensEscape { name.unicodeScalars.append(scalar) }
      isEscaped = opensEscape
    }
    return .named(Value.Object.Key(name))
  }
}
