extension Tape {
  /// Where a text stands in a tape.
  package struct Text: Sendable, Hashable {
    var offset: Int
    var count: Int

    /// Its bytes.
    var range: Range<Int> { offset..<offset + count }
  }

  func string(_ text: Text) -> String { String(decoding: bytes[text.range], as: UTF8.self) }
}
