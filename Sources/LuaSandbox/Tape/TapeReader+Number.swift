extension TapeReader {
  /// Reads a number: an integer where it has neither fraction nor exponent and
  /// fits 64 bits, else a double.
  ///
  /// `-0` is a double, as no integer has a negative zero.
  mutating func number() throws(Tape.JSONError) {
    let start = index
    let isNegative = skip("-")
    var digits = Digits()
    try integerPart(&digits)
    let isInteger = next != UInt8(ascii: ".") && next | 0x20 != UInt8(ascii: "e")
    if isInteger, let integer = digits.integer(isNegative: isNegative) { return builder.write(integer) }
    if skip(".") {
      let point = index
      try pass(&digits)
      digits.exponent = point - index
    }
    if skip("e") || skip("E") { try exponent(&digits) }
    if let number = digits.exactDouble { return builder.write(isNegative ? -number : number) }
    builder.write(try double(from: start))
  }

  private mutating func integerPart(_ digits: inout Digits) throws(Tape.JSONError) {
    let start = index
    try pass(&digits)
    if index - start > 1, unsafe text[start] == UInt8(ascii: "0") {
      throw failure("a number with a leading zero; remove the zero", at: start)
    }
  }

  private mutating func pass(_ digits: inout Digits) throws(Tape.JSONError) {
    let start = index
    while case let digit = next &- UInt8(ascii: "0"), digit < 10 {
      digits.add(digit)
      index += 1
    }
    if index == start { throw failure("expected a digit, not \(found)") }
  }

  private mutating func exponent(_ digits: inout Digits) throws(Tape.JSONError) {
    let isNegative = skip("-")
    if !isNegative { _ = skip("+") }
    var exponent = Digits()
    try pass(&exponent)
    // What is too long to be summed up is not exact either.
    let sum = exponent.isComplete ? Int(truncatingIfNeeded: min(exponent.sum, 1_000_000)) : 1_000_000
    digits.exponent += isNegative ? -sum : sum
  }

  /// The nearest double of the number that ends here.
  private func double(from start: Int) throws(Tape.JSONError) -> Double {
    let digits = unsafe UnsafeRawBufferPointer(rebasing: text[start..<index])
    guard let number = unsafe Double(String(decoding: digits, as: UTF8.self)), number.isFinite else {
      throw failure(
        "a number beyond the range of a double; write a smaller one or a string", code: .number, at: start)
    }
    return number
  }
}

/// A decimal number while its digits are read.
private struct Digits {
  private(set) var sum: UInt64 = 0
  /// Whether `sum` has all digits.
  private(set) var isComplete = true
  /// Of ten.
  var exponent = 0

  mutating func add(_ digit: UInt8) {
    let (tens, overflows) = sum.multipliedReportingOverflow(by: 10)
    let (next, overflowsAgain) = tens.addingReportingOverflow(UInt64(digit))
    sum = next
    if overflows || overflowsAgain { isComplete = false }
  }

  /// `nil` for what is not in the range, and for a negative zero.
  func integer(isNegative: Bool) -> Int64? {
    guard isComplete else { return nil }
    if !isNegative { return Int64(exactly: sum) }
    return sum > 0 && sum <= UInt64(Int64.max) + 1 ? Int64(truncatingIfNeeded: 0 &- sum) : nil
  }

  /// The number, when one rounding gives the right result: both factors are
  /// doubles without an error.
  var exactDouble: Double? {
    guard isComplete, sum <= 1 << 53, abs(exponent) < Self.powers.count else { return nil }
    let number = Double(sum)
    return exponent < 0 ? number / Self.powers[-exponent] : number * Self.powers[exponent]
  }

  /// The powers of ten that a double holds exactly.
  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
}
