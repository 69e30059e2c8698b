extension StatePath {
  /// Reads a path from its text.
  ///
  /// - Throws: `.outputInvalid` for an empty text, an empty key, a backslash
  ///   at the end or before anything but a dot or a backslash, and beyond
  ///   `maximumKeys` or `maximumBytes`.
  public init(_ text: String) throws(ExtensionError) {
    // Every escape takes a second byte, so a longer text cannot be a path; it is not worth reading or printing.
    if text.utf8.count > 2 * Self.maximumBytes + Self.maximumKeys {
      throw Self.invalid("a state path's text has \(text.utf8.count) bytes; its keys can have \(Self.maximumBytes)")
    }
    if text.isEmpty { throw Self.invalid("a state path needs at least one key; this one is empty") }
    try self.init(keys: Self.split(text))
  }

  /// Splits by byte: a combining mark after a dot would hide it in a
  /// `Character`, and no part of a longer scalar is a dot or a backslash.
  private static func split(_ text: String) throws(ExtensionError) -> [String] {
    var keys: [String] = []
    keys.reserveCapacity(4)
    var start = text.startIndex
    var isEscaped = false
    for index in text.utf8.indices {
      switch (text.utf8[index], isEscaped) {
      case (UInt8(ascii: "\\"), false):
        isEscaped = true
      case (UInt8(ascii: "."), false):
        keys.append(unescape(text[start..<index]))
        start = text.utf8.index(after: index)
      case (let byte, true) where byte != UInt8(ascii: ".") && byte != UInt8(ascii: "\\"):
        throw invalid("state path \"\(text)\" has a backslash that escapes neither a dot nor a backslash; double it")
      default:
        isEscaped = false
      }
    }
    if isEscaped { throw invalid("state path \"\(text)\" ends in a backslash that escapes nothing; double it") }
    keys.append(unescape(text[start...]))
    return keys
  }

  /// The key that stands in a path's text like this.
  private static func unescape(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return String(text) }
    var key = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      isEscaped = scalar == "\\" && !isEscaped
      if !isEscaped { key.append(scalar) }
    }
    return String(key)
  }

  /// A key as it stands in a path's text.
  static func escape(_ key: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in key.unicodeScalars {
      if scalar == "." || scalar == "\\" { text.append("\\") }
      text.append(scalar)
    }
    return String(text)
  }
}

extension StatePath: CustomStringConvertible {
  /// The text that reads back as this path.
  public var description: String { keys.map(Self.escape).joined(separator: ".") }
}
