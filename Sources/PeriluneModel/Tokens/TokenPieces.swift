/// The pieces that a text is cut into before bytes are paired.
///
/// In this order of preference: the end of an English contraction; letters with
/// one mark or blank before them; one to three digits; marks with one blank
/// before and line breaks after them; blanks up to the last line break; blanks
/// up to the last one, which belongs to what follows.
struct TokenPieces: Sequence, IteratorProtocol {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private static let contractions = ["s", "t", "m", "d", "re", "ve", "ll"]

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func next() -> String? {
    guard index < scalars.count else { return nil }
    let end = contraction() ?? word() ?? digits() ?? marks() ?? blanks()
    defer { index = end }
    var piece = String.UnicodeScalarView()
    piece.append(contentsOf: scalars[index..<end])
    return String(piece)
  }

  private func end(of isMember: (Unicode.Scalar) -> Bool, from start: Int, atMost limit: Int = .max) -> Int {
    var end = start
    while end < scalars.count, end - start < limit, isMember(scalars[end]) { end += 1 }
    return end
  }

  private func contraction() -> Int? {
    guard scalars[index] == "'" else { return nil }
    let letters = scalars[(index + 1)...].prefix(2).map { $0.properties.lowercaseMapping }
    for ending in Self.contractions where letters.prefix(ending.count).joined() == ending {
      return index + 1 + ending.count
    }
    return nil
  }

  private func word() -> Int? {
    let first = scalars[index]
    let start = first.isLetter || first.isDigit || first.isLineBreak ? index : index + 1
    let end = end(of: \.isLetter, from: start)
    return end > start ? end : nil
  }

  private func digits() -> Int? {
    let end = end(of: \.isDigit, from: index, atMost: 3)
    return end > index ? end : nil
  }

  private func marks() -> Int? {
    let start = scalars[index] == " " ? index + 1 : index
    let end = end(of: { !$0.isBlank && !$0.isLetter && !$0.isDigit }, from: start)
    return end > start ? self.end(of: \.isLineBreak, from: end) : nil
  }

  private func blanks() -> Int {
    let end = end(of: \.isBlank, from: index)
    if let lastBreak = scalars[index..<end].lastIndex(where: \.isLineBreak) { return lastBreak + 1 }
    return end == scalars.count || end == index + 1 ? end : end - 1
  }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  fileprivate var isDigit: Bool {
    switch properties.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber: true
    default: false
    }
  }

  fileprivate var isBlank: Bool { properties.isWhitespace }

  fileprivate var isLineBreak: Bool { self == "\n" || self == "\r" }
}
