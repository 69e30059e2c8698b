/// Reads JSON after RFC 8259, and nothing beyond it.
///
/// Where the standard leaves a choice, the strict one is taken: duplicate keys,
/// lone surrogates, bytes that are not UTF-8, a byte order mark and numbers
/// that no double can hold are errors.
struct JSONParser<Tree: JSONTree> {
  let bytes: [UInt8]
  let maxDepth: Int
  var index = 0
  private var depth = 0

  init(_ bytes: [UInt8], maxDepth: Int) {
    self.bytes = bytes
    self.maxDepth = maxDepth
  }

  /// The next byte; 0, which no JSON text may hold, at the end.
  var next: UInt8 { index < bytes.count ? bytes[index] : 0 }

  /// Reads exactly one value and the blanks around it.
  mutating func document() throws(JSONSyntaxError) -> Tree {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw failure("a byte order mark is not allowed; save the file as UTF-8 without one")
    }
    let tree = try value()
    if index < bytes.count { throw failure("\(found) after the end of the value; remove it") }
    return tree
  }

  func failure(_ message: String, at offset: Int? = nil) -> JSONSyntaxError {
    JSONSyntaxError(message, at: offset ?? index, of: bytes)
  }

  /// What comes next, for messages.
  var found: String {
    switch next {
    case 0 where index == bytes.count: "the end of the text"
    case 0x21...0x7E: "\"\(Unicode.Scalar(next))\""
    default: "the byte 0x\(String(next, radix: 16, uppercase: true))"
    }
  }

  mutating func skipBlanks() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      default: return
      }
    }
  }

  /// Passes `character` when it comes next.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }
}

extension JSONParser {
  /// Reads a value with the blanks before and after it.
  private mutating func value() throws(JSONSyntaxError) -> Tree {
    skipBlanks()
    let start = index
    let tree: Tree
    switch next {
    case UInt8(ascii: "{"): tree = .make(fields: try fields(), at: start)
    case UInt8(ascii: "["): tree = .make(items: try items(), at: start)
    default: tree = .make(scalar: try scalar(), at: start)
    }
    skipBlanks()
    return tree
  }

  private mutating func scalar() throws(JSONSyntaxError) -> Value {
    switch next {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "'"): throw failure("a string in single quotes; use double quotes")
    case UInt8(ascii: "/"): throw failure("JSON has no comments; remove this one")
    default: throw failure("expected a value, not \(found)")
    }
  }

  private mutating func word(_ word: StaticString, _ value: Value) throws(JSONSyntaxError) -> Value {
    let text = word.description
    guard bytes[index...].starts(with: text.utf8) else {
      throw failure("an unknown word; only true, false and null stand without quotes")
    }
    index += text.utf8.count
    return value
  }

  private mutating func items() throws(JSONSyntaxError) -> [Tree] {
    guard try !open(closing: "]") else { return [] }
    var items: [Tree] = []
    repeat { items.append(try value()) } while try hasMore(closing: "]")
    return items
  }

  private mutating func fields() throws(JSONSyntaxError) -> [JSONField<Tree>] {
    guard try !open(closing: "}") else { return [] }
    var fields: [JSONField<Tree>] = []
    repeat {
      let start = index
      guard next == UInt8(ascii: "\"") else { throw failure("expected a key in double quotes, not \(found)") }
      let key = try string()
      skipBlanks()
      guard skip(":") else { throw failure("expected \":\" after the key, not \(found)") }
      fields.append(JSONField(key: key, offset: start, tree: try value()))
    } while try hasMore(closing: "}")
    if let twice = firstDuplicate(in: fields) {
      throw failure("the key \"\(twice.key)\" is there twice; remove one", at: twice.offset)
    }
    return fields
  }

  /// Passes an opening bracket and, where nothing is inside, the closing one;
  /// says whether it did the latter.
  private mutating func open(closing bracket: Unicode.Scalar) throws(JSONSyntaxError) -> Bool {
    guard depth < maxDepth else { throw failure("nested deeper than \(maxDepth) levels; make it flatter") }
    index += 1
    skipBlanks()
    if skip(bracket) { return true }
    depth += 1
    return false
  }

  /// Passes a comma, or the closing bracket; says whether it was the comma.
  private mutating func hasMore(closing bracket: Unicode.Scalar) throws(JSONSyntaxError) -> Bool {
    let start = index
    if skip(",") {
      skipBlanks()
      if next == UInt8(ascii: bracket) {
        throw failure("a comma before \"\(bracket)\"; remove the comma", at: start)
      }
      return true
    }
    guard skip(bracket) else { throw failure("expected \",\" or \"\(bracket)\", not \(found)") }
    depth -= 1
    return false
  }

  /// The first field whose key an earlier one has.
  private func firstDuplicate(in fields: [JSONField<Tree>]) -> JSONField<Tree>? {
    let keys = fields.map { Value.Object.Key($0.key) }
    // Text from the canonical writer has its keys in order, which one pass confirms.
    if zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 }) { return nil }
    let order = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    let later = zip(order, order.dropFirst()).filter { keys[$0] == keys[$1] }.map(\.1)
    return later.min().map { fields[$0] }
  }
}
