/// The size of a number as its shortest decimal text has it, without its sign:
/// `0.0075` is exactly 75 times a ten-thousandth here, which no binary fraction
/// is.
struct DecimalNumber {
  private let digits: UInt64
  private let exponent: Int

  /// `nil` for what is not a finite number.
  init?(_ value: Value) {
    switch value {
    case .int(let number):
      (digits, exponent) = (number.magnitude, 0)
    case .double(let number):
      guard number.isFinite, let parts = Self.parts(of: number.magnitude.description) else { return nil }
      (digits, exponent) = parts
    default:
      return nil
    }
  }

  /// Splits `1.5e-07` into 15 and -8; Swift writes at most 17 digits and one
  /// zero, so they fit 64 bits.
  private static func parts(of text: String) -> (UInt64, Int)? {
    let halves = text.split(separator: "e")
    let number = halves[0].split(separator: ".")
    var fraction = number.count > 1 ? number[1] : ""
    while fraction.last == "0" { fraction.removeLast() }
    let shift = halves.count > 1 ? Int(halves[1]) ?? 0 : 0
    return UInt64(number[0] + fraction).map { ($0, shift - fraction.count) }
  }

  var isPositive: Bool { digits > 0 }

  func isMultiple(of divisor: DecimalNumber) -> Bool {
    if digits == 0 { return true }
    var rest = digits % divisor.digits
    if exponent >= divisor.exponent {
      for _ in 0..<(exponent - divisor.exponent) where rest > 0 {
        let (high, low) = rest.multipliedFullWidth(by: 10)
        rest = divisor.digits.dividingFullWidth((high, low)).remainder
      }
      return rest == 0
    }
    var whole = divisor.digits
    for _ in 0..<(divisor.exponent - exponent) {
      let (product, overflows) = whole.multipliedReportingOverflow(by: 10)
      if overflows { return false }
      whole = product
    }
    return digits % whole == 0
  }
}
