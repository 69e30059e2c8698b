/// The place of one attribute in a session's state: keys from the outside in.
///
/// As text the keys are joined by dots; a backslash escapes a dot or a
/// backslash inside a key. Paths compare key by key by their UTF-8 bytes, so a
/// path comes right before the paths inside it, on every machine.
///
/// ```swift
/// let bond = try StatePath("relationship.mira.bond")
/// bond.keys                                      // ["relationship", "mira", "bond"]
/// try StatePath(#"file.notes\.txt"#).keys        // ["file", "notes.txt"]
/// try StatePath("relationship").overlaps(bond)   // true
/// ```
public struct StatePath: Sendable, Hashable {
  let parts: [Value.Object.Key]

  /// The most keys that a path can have.
  public static let maximumKeys = 32
  /// The most UTF-8 bytes that the keys of a path can have together.
  public static let maximumBytes = 1_024

  /// Makes the path of these keys, the outermost first.
  ///
  /// - Throws: `.outputInvalid` without a key, with an empty key, or beyond
  ///   `maximumKeys` or `maximumBytes`.
  public init(keys: [String]) throws(ExtensionError) {
    if keys.isEmpty { throw Self.invalid("a state path needs at least one key; this one is empty") }
    if keys.count > Self.maximumKeys {
      throw Self.invalid("a state path has \(keys.count) keys; the most is \(Self.maximumKeys)")
    }
    let bytes = keys.reduce(0) { $0 + $1.utf8.count }
    if bytes > Self.maximumBytes {
      throw Self.invalid("a state path's keys have \(bytes) bytes; the most is \(Self.maximumBytes)")
    }
    self.init(parts: keys.map(Value.Object.Key.init))
    if keys.contains(where: \.isEmpty) {
      throw Self.invalid("state path \"\(self)\" has an empty key; remove the dot or escape it with a backslash")
    }
  }

  private init(parts: [Value.Object.Key]) { self.parts = parts }

  /// The keys, the outermost first.
  public var keys: [String] { parts.map(\.text) }

  /// Whether `other` is this path or lies inside it.
  public func contains(_ other: StatePath) -> Bool { other.parts.starts(with: parts) }

  /// Whether both paths are equal or one contains the other.
  public func overlaps(_ other: StatePath) -> Bool { contains(other) || other.contains(self) }

  /// The path of the outermost `count` keys, which must be at least one.
  func prefix(_ count: Int) -> StatePath { StatePath(parts: Array(parts.prefix(count))) }

  static func invalid(_ message: String) -> ExtensionError { ExtensionError(.outputInvalid, message) }
}

extension StatePath: Comparable {
  /// Whether the left path comes first, key by key, by UTF-8 bytes.
  public static func < (left: StatePath, right: StatePath) -> Bool {
    left.parts.lexicographicallyPrecedes(right.parts)
  }
}
