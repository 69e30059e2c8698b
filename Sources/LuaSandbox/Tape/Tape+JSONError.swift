extension Tape {
  /// The place and the reason where a text is no JSON that a tape can hold.
  public struct JSONError: Error, Sendable, Hashable {
    /// What kind of mistake it is; the only part that programs should compare.
    public var code: Code
    /// What is wrong and what to do about it.
    public var message: String
    /// The byte where it is, counted from 0.
    public var offset: Int
    /// The line, counted from 1.
    public var line: Int
    /// The column in UTF-8 bytes, counted from 1.
    public var column: Int
    /// The value that was being read, as a script would write it, such as
    /// `history[2].text`; empty for the outermost one.
    public var path: String

    init(tooLarge size: Int) {
      (code, message) = (.size, "a text of \(size) bytes; send less, or raise the limit")
      (offset, line, column, path) = (0, 1, 1, "")
    }

    init(_ code: Code, _ message: String, at offset: Int, of text: UnsafeRawBufferPointer, path: String) {
      let before = unsafe text.prefix(offset)
      let lineStart = unsafe (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
      (self.code, self.message, self.offset, self.path) = (code, message, offset, path)
      line = unsafe before.count { $0 == UInt8(ascii: "\n") } + 1
      column = offset - lineStart + 1
    }
  }
}

extension Tape.JSONError {
  /// The kinds of mistakes.
  @nonexhaustive
  public enum Code: Sendable, Hashable, CaseIterable {
    /// RFC 8259 has no such text.
    case syntax
    /// The bytes are not UTF-8, or begin with a byte order mark.
    case encoding
    /// An escape is half of a surrogate pair.
    case surrogate
    /// An object has a key twice.
    case duplicateKey
    /// A number is beyond the range of a double.
    case number
    /// Arrays and objects are nested deeper than allowed.
    case depth
    /// The text is larger than allowed.
    case size
  }
}

extension Tape.JSONError: CustomStringConvertible {
  /// One line for a log: place, path and reason.
  public var description: String { "\(line):\(column): \(path.isEmpty ? "" : "\(path): ")\(message)" }
}
