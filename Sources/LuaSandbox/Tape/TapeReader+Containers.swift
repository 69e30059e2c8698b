extension TapeReader {
  /// Passes an opening bracket and goes to the first value; says whether there
  /// is one, else the container is complete.
  mutating func begins(isObject: Bool) throws(Tape.JSONError) -> Bool {
    guard open.count < maxDepth else {
      throw failure("nested deeper than \(maxDepth) levels; make it flatter", code: .depth)
    }
    let start = index
    index += 1
    skipBlanks()
    builder.begin(isObject: isObject)
    if skip(isObject ? "}" : "]") {
      builder.end()
      return false
    }
    open.append(Container(start: start, isObject: isObject))
    if isObject { try key() }
    return true
  }

  /// After a value: ends the containers that end here, and goes to the next
  /// value.
  mutating func goOn() throws(Tape.JSONError) {
    skipBlanks()
    while let container = open.last {
      let bracket: Unicode.Scalar = container.isObject ? "}" : "]"
      if next == UInt8(ascii: ",") { return try comma(before: bracket) }
      guard skip(bracket) else { throw failure("expected \",\" or \"\(bracket)\", not \(found)") }
      if container.isObject, !builder.sortFields() { throw try duplicateKey(from: container.start) }
      open.removeLast()
      builder.endSorted()
      skipBlanks()
    }
  }

  private mutating func comma(before bracket: Unicode.Scalar) throws(Tape.JSONError) {
    let start = index
    index += 1
    skipBlanks()
    if next == UInt8(ascii: bracket) {
      throw failure("a comma before \"\(bracket)\"; remove the comma", at: start)
    }
    if bracket == "}" { try key() }
  }

  private mutating func key() throws(Tape.JSONError) {
    guard next == UInt8(ascii: "\"") else { throw failure("expected a key in double quotes, not \(found)") }
    builder.key(try string())
    skipBlanks()
    guard skip(":") else { throw failure("expected \":\" after the key, not \(found)") }
    skipBlanks()
  }
}
