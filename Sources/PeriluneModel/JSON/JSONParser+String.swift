extension JSONParser {
  /// Reads a string from its opening quote to behind its closing one.
  mutating func string() throws(JSONSyntaxError) -> String {
    index += 1
    let start = index
    passPlainBytes()
    if next == UInt8(ascii: "\"") {
      index += 1
      return try text(of: bytes[start..<index - 1])
    }
    return try stringWithEscapes(from: start)
  }

  /// Stops at a quote, a backslash, a control character or the end.
  private mutating func passPlainBytes() {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return }
      index += 1
    }
  }

  private mutating func stringWithEscapes(from start: Int) throws(JSONSyntaxError) -> String {
    var result = ""
    var runStart = start
    while true {
      passPlainBytes()
      result += try text(of: bytes[runStart..<index])
      if skip("\"") { return result }
      if index == bytes.count { throw failure("a string without end; add the closing quote", at: start - 1) }
      guard skip("\\") else {
        throw failure("a control character (\(found)) in a string; write it as an escape such as \\n")
      }
      result.unicodeScalars.append(try escaped())
      runStart = index
    }
  }

  /// Reads what follows a backslash.
  private mutating func escaped() throws(JSONSyntaxError) -> Unicode.Scalar {
    let start = index - 1
    let letter = next
    index += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try codePoint(from: start)
    default: throw failure("an unknown escape; write \\\\ for a backslash", at: start)
    }
  }

  /// Reads the digits of `\u`, and the second half of a surrogate pair.
  private mutating func codePoint(from start: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
    let unit = try hexDigits()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    if unit < 0xDC00, skip("\\"), skip("u") {
      let low = try hexDigits()
      let joined = 0x10000 + (unit - 0xD800) << 10 + (low & 0x3FF)
      if (0xDC00...0xDFFF).contains(low), let scalar = Unicode.Scalar(joined) { return scalar }
    }
    throw failure("half of a surrogate pair; write both halves or the character itself", at: start)
  }

  private mutating func hexDigits() throws(JSONSyntaxError) -> UInt32 {
    var number: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = hexDigit(next) else { throw failure("expected four hexadecimal digits after \\u") }
      number = number << 4 + digit
      index += 1
    }
    return number
  }

  private func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  /// Bytes as text, which they must be.
  private func text(of slice: ArraySlice<UInt8>) throws(JSONSyntaxError) -> String {
    if let text = String(validating: slice, as: UTF8.self) { return text }
    throw failure("a byte that is not UTF-8; save the file as UTF-8", at: firstInvalidByte(in: slice))
  }

  private func firstInvalidByte(in slice: ArraySlice<UInt8>) -> Int {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = slice.makeIterator()
    var offset = slice.startIndex
    while case .valid(let character) = parser.parseScalar(from: &iterator) { offset += character.count }
    return offset
  }
}
