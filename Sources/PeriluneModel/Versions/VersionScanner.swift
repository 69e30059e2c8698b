/// Reads versions and parts of version ranges from left to right.
struct VersionScanner {
  private let bytes: [UInt8]
  private var index = 0

  /// The largest number that npm's tools, written in JavaScript, tell from its
  /// successor.
  private static let largestNumber = 9_007_199_254_740_991

  init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { index == bytes.count }

  private var next: UInt8? { isAtEnd ? nil : bytes[index] }

  /// Passes `character` when it comes next.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  /// Passes every byte that `isMember` accepts and returns them as text.
  mutating func run(where isMember: (UInt8) -> Bool) -> String {
    let start = index
    while let byte = next, isMember(byte) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  /// `1.2.3-beta.1+build.5`.
  mutating func version() -> SemanticVersion? {
    guard let major = number(), skip("."), let minor = number(), skip("."), let patch = number(),
      let (prerelease, build) = tags()
    else { return nil }
    return SemanticVersion(major, minor, patch, prerelease: prerelease, build: build)
  }

  /// A number without leading zeros.
  mutating func number() -> Int? {
    let digits = run(where: \.isDigit)
    guard let number = Int(digits), number <= Self.largestNumber, digits == "0" || !digits.hasPrefix("0") else {
      return nil
    }
    return number
  }

  /// What may follow the patch number; both lists are empty when nothing does.
  mutating func tags() -> (prerelease: [SemanticVersion.Identifier], build: [String])? {
    var prerelease: [SemanticVersion.Identifier] = []
    if skip("-") {
      guard let words = words() else { return nil }
      prerelease = words.map(SemanticVersion.Identifier.init)
      let hasLeadingZero = prerelease.contains { $0.isNumeric && $0.text != "0" && $0.text.hasPrefix("0") }
      if hasLeadingZero { return nil }
    }
    guard skip("+") else { return (prerelease, []) }
    return words().map { (prerelease, $0) }
  }

  /// Identifiers with dots between them, none of them empty.
  private mutating func words() -> [String]? {
    var words: [String] = []
    repeat {
      let word = run { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
      if word.isEmpty { return nil }
      words.append(word)
    } while skip(".")
    return words
  }
}
