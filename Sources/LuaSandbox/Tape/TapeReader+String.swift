extension TapeReader {
  /// Reads a string from its opening quote to behind its closing one.
  ///
  /// - Returns: Where it stands in the tape.
  mutating func string() throws(Tape.JSONError) -> Tape.Text {
    index += 1
    let start = index
    try passPlainText()
    guard next == UInt8(ascii: "\"") else { return try stringWithEscapes(from: start) }
    index += 1
    return Tape.Text(offset: Tape.Builder.textOffset + start, count: index - 1 - start)
  }

  /// Stops at a quote, a backslash, a control character or the end.
  private mutating func passPlainText() throws(Tape.JSONError) {
    while true {
      passPlainWords()
      guard index < count else { return }
      let byte = unsafe text[index]
      if byte >= 0x80 {
        repeat { try passLongCharacter() } while next >= 0x80
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 {
        return
      } else {
        index += 1
      }
    }
  }

  /// Passes plain ASCII as long as eight bytes are left, up to the first other byte.
  private mutating func passPlainWords() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highBits = ones << 7
    while count - index >= 8 {
      let bytes = unsafe text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let word = UInt64(littleEndian: bytes)
      // The lowest byte with its high bit set is right in each term; what a borrow spoils is above it.
      let quotes = word ^ (ones &* 0x22)
      let backslashes = word ^ (ones &* 0x5C)
      let ends = ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
      let others = (ends | ((word &- ones &* 0x20) & ~word) | word) & highBits
      if others != 0 {
        index += others.trailingZeroBitCount / 8
        return
      }
      index += 8
    }
  }

  /// Passes a character of more than one byte.
  private mutating func passLongCharacter() throws(Tape.JSONError) {
    let lead = next
    let size: Int
    let second: ClosedRange<UInt8>
    switch lead {
    case 0xC2...0xDF: (size, second) = (2, 0x80...0xBF)
    // The second byte rules out what a shorter form has, surrogates, and what is beyond U+10FFFF.
    case 0xE0...0xEF: (size, second) = (3, (lead == 0xE0 ? 0xA0 : 0x80)...(lead == 0xED ? 0x9F : 0xBF))
    case 0xF0...0xF4: (size, second) = (4, (lead == 0xF0 ? 0x90 : 0x80)...(lead == 0xF4 ? 0x8F : 0xBF))
    default: throw notText()
    }
    guard count - index >= size, unsafe second.contains(text[index + 1]) else { throw notText() }
    for offset in 2..<max(2, size) where unsafe text[index + offset] & 0xC0 != 0x80 { throw notText() }
    index += size
  }

  private func notText() -> Tape.JSONError {
    failure("a byte that is not UTF-8; save the file as UTF-8", code: .encoding)
  }
}

// MARK: - Escapes

extension TapeReader {
  /// Decodes a string whose first part, from `start` to here, is plain.
  private mutating func stringWithEscapes(from start: Int) throws(Tape.JSONError) -> Tape.Text {
    let offset = builder.bytes.count
    var plain = start
    while true {
      unsafe builder.bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[plain..<index]))
      if skip("\"") { return Tape.Text(offset: offset, count: builder.bytes.count - offset) }
      if index == count { throw failure("a string without end; add the closing quote", at: start - 1) }
      guard skip("\\") else {
        throw failure("a control character (\(found)) in a string; write it as an escape such as \\n")
      }
      try appendEscaped()
      plain = index
      try passPlainText()
    }
  }

  /// Decodes what follows a backslash.
  private mutating func appendEscaped() throws(Tape.JSONError) {
    let start = index - 1
    let letter = next
    index += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): builder.bytes.append(letter)
    case UInt8(ascii: "b"): builder.bytes.append(0x08)
    case UInt8(ascii: "f"): builder.bytes.append(0x0C)
    case UInt8(ascii: "n"): builder.bytes.append(0x0A)
    case UInt8(ascii: "r"): builder.bytes.append(0x0D)
    case UInt8(ascii: "t"): builder.bytes.append(0x09)
    case UInt8(ascii: "u"): builder.bytes.append(contentsOf: UTF8.encode(try codePoint(from: start)) ?? .init())
    default: throw failure("an unknown escape; write \\\\ for a backslash", at: start)
    }
  }

  /// Reads the digits of `\u`, and the second half of a surrogate pair.
  private mutating func codePoint(from start: Int) throws(Tape.JSONError) -> Unicode.Scalar {
    let unit = try hexDigits()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    if unit < 0xDC00, skip("\\"), skip("u") {
      let low = try hexDigits()
      let joined = 0x10000 + (unit - 0xD800) << 10 + (low & 0x3FF)
      if (0xDC00...0xDFFF).contains(low), let scalar = Unicode.Scalar(joined) { return scalar }
    }
    throw failure("half of a surrogate pair; write both halves or the character itself", code: .surrogate, at: start)
  }

  private mutating func hexDigits() throws(Tape.JSONError) -> UInt32 {
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
}
