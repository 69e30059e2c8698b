/// A value that scripts read without a copy: many invocations share one.
///
/// It is one flat buffer. A script sees it through read-only views, which find a
/// value without reading the others, so a call costs what the script touches.
/// Values may be tagged with data classes; where a script lacks one, the value
/// is absent. Make one with a ``Builder``.
///
/// ```swift
/// var builder = Tape.Builder()
/// builder.beginObject()
/// builder.key("turn")
/// builder.write(4)
/// builder.end()
/// let context = builder.finish()
/// ```
public struct Tape: Sendable, Hashable {
  /// The buffer, in the byte order of this machine; empty for no value at all.
  let bytes: [UInt8]

  /// No value, which scripts see as `nil`.
  public static let none = Tape(bytes: [])

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// The bytes it takes.
  public var size: Int { bytes.count }
}
