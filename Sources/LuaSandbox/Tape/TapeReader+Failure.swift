extension TapeReader {
  func failure(_ message: String, code: Tape.JSONError.Code = .syntax, at offset: Int? = nil) -> Tape.JSONError {
    unsafe Tape.JSONError(code, message, at: offset ?? index, of: text, path: builder.path)
  }

  /// What comes next, for messages.
  var found: String {
    switch next {
    case 0 where index == count: "the end of the text"
    case 0x21...0x7E: "\"\(Unicode.Scalar(next))\""
    default: "the byte 0x\(String(next, radix: 16, uppercase: true))"
    }
  }

  /// The mistake in an object that is correct but for a key that an earlier one
  /// equals, from its bracket at `start` to here.
  mutating func duplicateKey(from start: Int) throws(Tape.JSONError) -> Tape.JSONError {
    let end = index
    var known: Set<[UInt8]> = []
    var depth = 0
    index = start
    while index < end {
      let place = index
      switch next {
      case UInt8(ascii: "\""):
        let key = try string()
        skipBlanks()
        guard depth == 1, next == UInt8(ascii: ":") else { continue }
        if known.insert(Array(builder.bytes[key.range])).inserted { continue }
        builder.key(key)
        let name = String(decoding: builder.bytes[key.range], as: UTF8.self)
        return failure("the key \"\(name)\" is there twice; remove one", code: .duplicateKey, at: place)
      // Brackets inside of strings were passed with them.
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      index += 1
    }
    preconditionFailure("no key is there twice between the bytes \(start) and \(end)")
  }
}
