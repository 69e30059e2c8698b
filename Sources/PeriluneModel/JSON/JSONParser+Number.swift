extension JSONParser {
  /// Reads a number: an integer where it has neither fraction nor exponent and
  /// fits 64 bits, else a double.
  ///
  /// `-0` is a double, as no integer has a negative zero.
  mutating func number() throws(JSONSyntaxError) -> Value {
    let start = index
    let isNegative = skip("-")
    let integer = try integerPart(isNegative: isNegative)
    let hasFraction = skip(".")
    if hasFraction { try digits() }
    let hasExponent = skip("e") || skip("E")
    if hasExponent {
      _ = skip("+") || skip("-")
      try digits()
    }
    if let integer, !hasFraction, !hasExponent, !(isNegative && integer == 0) { return .int(integer) }
    return .double(try double(from: start))
  }

  /// The digits before the point; `nil` for a number beyond 64 bits.
  private mutating func integerPart(isNegative: Bool) throws(JSONSyntaxError) -> Int64? {
    let start = index
    if skip("0") {
      if next.isDigit { throw failure("a number with a leading zero; remove the zero", at: start) }
      return 0
    }
    // Summed up as a negative number, since the lowest integer has no positive counterpart.
    var sum: Int64 = 0
    var fits = true
    while next.isDigit {
      let (tens, overflows) = sum.multipliedReportingOverflow(by: 10)
      let (next, overflowsAgain) = tens.subtractingReportingOverflow(Int64(next - UInt8(ascii: "0")))
      sum = next
      fits = fits && !overflows && !overflowsAgain
      index += 1
    }
    if index == start { throw failure("expected a digit, not \(found)") }
    return fits ? (isNegative ? sum : sum == .min ? nil : -sum) : nil
  }

  private mutating func digits() throws(JSONSyntaxError) {
    guard next.isDigit else { throw failure("expected a digit, not \(found)") }
    while next.isDigit { index += 1 }
  }

  private func double(from start: Int) throws(JSONSyntaxError) -> Double {
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    guard let number = Double(text), number.isFinite else {
      throw failure("a number beyond the range of a double; write a smaller one or a string", at: start)
    }
    return number
  }
}
