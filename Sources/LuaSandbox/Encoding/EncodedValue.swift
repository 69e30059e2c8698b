/// A value in the flat form that scripts' results come in.
///
/// One tag byte and a payload per value from front to back, integers and
/// lengths little-endian. Read one with ``Reader``, write one with ``Writer``.
///
/// ```swift
/// var writer = EncodedValue.Writer()
/// writer.beginObject(count: 1)
/// writer.key("turn")
/// writer.write(4)
/// let scratch = writer.finish()
/// ```
public struct EncodedValue: Sendable, Hashable {
  /// The bytes; empty for no value at all.
  public let bytes: [UInt8]

  /// No value.
  public static let none = EncodedValue(bytes: [])

  init(bytes: [UInt8]) { self.bytes = bytes }
}

extension EncodedValue {
  /// The first byte of an encoded value.
  enum Tag: UInt8 {
    case null, `false`, `true`, integer, double, string, array, object
  }
}
