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

  /// Splits by scalar: a combining mark after a dot would hide it in a
  /// `Character`.
  private static func split(_ text: String) throws(ExtensionError) -> [String] {
    if let keys = splitPlain(text) { return keys }
    var keys: [String] = []
    var key = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      switch (scalar, isEscaped) {
      case ("\\", false):
        isEscaped = true
      case (".", false):
        keys.append(String(key))
        key = String.UnicodeScalarView()
      case (_, true) where scalar != "." && scalar != "\\":
        throw invalid("state path \"\(text)\" has a backslash that escapes neither a dot nor a backslash; double it")
      default:
        key.append(scalar)
        isEscaped = false
      }
    }
    if isEscaped { throw invalid("state path \"\(text)\" ends in a backslash that escapes nothing; double it") }
    return keys + [String(key)]
  }

  /// The keys of a text without a backslash, byte by byte; `nil` with one.
  private static func splitPlain(_ text: String) -> [String]? {
    var text = text
    return text.withUTF8 { bytes in
      var keys: [String] = []
      keys.reserveCapacity(4)
      var start = 0
      for index in bytes.indices {
        let byte = unsafe bytes[index]
        if byte == UInt8(ascii: "\\") { return nil }
        guard byte == UInt8(ascii: ".") else { continue }
        unsafe keys.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self))
        start = index + 1
      }
      unsafe keys.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[start...]), as: UTF8.self))
      return keys
    }
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
