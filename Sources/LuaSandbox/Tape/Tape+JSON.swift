extension Tape {
  /// How deep arrays and objects of a JSON text may nest, unless told otherwise.
  public static let defaultMaxDepth = 128

  /// The bytes that a JSON text may have, unless told otherwise: 256 MiB, which
  /// is also the most.
  ///
  /// The tape of a text is up to ten times as large, and less than 4 GiB.
  public static let maxJSONSize = 256 << 20

  /// Makes one JSON text readable for scripts, without a tree of objects in
  /// between.
  ///
  /// Read is RFC 8259 and nothing beyond it. A number without fraction and
  /// exponent is an integer where it fits 64 bits, every other one and `-0` is
  /// the nearest double. Strings that need no decoding are read where they stand
  /// in the text, of which the tape keeps a copy.
  ///
  /// ```swift
  /// let context = try Tape(json: Array(#"{"turn": 4, "user": "Mira"}"#.utf8))
  /// ```
  ///
  /// - Throws: ``JSONError`` at the first place that is not JSON, also for
  ///   duplicate keys, lone surrogates, bytes that are not UTF-8, a byte order
  ///   mark, numbers beyond a double's range, and what goes beyond the limits.
  public init(json text: [UInt8], maxDepth: Int = defaultMaxDepth, maxSize: Int = maxJSONSize) throws(JSONError) {
    try unsafe self.init(json: text.span.bytes, maxDepth: maxDepth, maxSize: maxSize)
  }

  /// Makes one JSON text readable for scripts, wherever its bytes are.
  ///
  /// - Throws: ``JSONError``, as for an array of bytes.
  public init(json text: RawSpan, maxDepth: Int = defaultMaxDepth, maxSize: Int = maxJSONSize) throws(JSONError) {
    guard text.byteCount <= min(maxSize, Self.maxJSONSize) else { throw JSONError(tooLarge: text.byteCount) }
    self = try unsafe text.withUnsafeBytes { bytes throws(JSONError) in
      var reader = unsafe TapeReader(bytes, maxDepth: maxDepth)
      return try reader.document()
    }
  }
}
