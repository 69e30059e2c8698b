/// The vocabulary of a byte-pair tokenizer, as a `.tiktoken` file has it: one
/// token a line, in Base64, and its rank.
///
/// ```swift
/// let vocabulary = try BytePairVocabulary(tiktoken: bytes, file: "cl100k_base.tiktoken")
/// vocabulary.count("Thank you, Mira.")  // 6
/// ```
public struct BytePairVocabulary: Sendable {
  /// How a text is cut into pieces before bytes are paired; tokens never reach
  /// over the end of a piece.
  @nonexhaustive
  public enum Splitting: Sendable, Hashable, CaseIterable {
    /// Words with one mark before them, up to three digits, marks, blanks: the
    /// rule of the vocabulary `cl100k_base`.
    case words
    /// The text is one piece.
    case none
  }

  private let ranks: [[UInt8]: Int]
  private let splitting: Splitting

  /// Reads a vocabulary.
  ///
  /// - Throws: `configInvalid` at the first line that is not a token and its
  ///   rank, for a token that is there twice, and for a file without tokens.
  public init(
    tiktoken bytes: some Sequence<UInt8>, file: String, splitting: Splitting = .words
  ) throws(ExtensionError) {
    var ranks: [[UInt8]: Int] = [:]
    let lines = Array(bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isBlank) {
      let place = SourceLocation(file: file, line: index + 1)
      guard let (token, rank) = Self.entry(line) else {
        throw ExtensionError(.configInvalid, "a line must be a token in Base64, a blank and its rank", location: place)
      }
      guard ranks.updateValue(rank, forKey: token) == nil else {
        throw ExtensionError(.configInvalid, "the token is there twice; remove one of the lines", location: place)
      }
    }
    if ranks.isEmpty {
      throw ExtensionError(.configInvalid, "the file has no token", location: SourceLocation(file: file))
    }
    self.ranks = ranks
    self.splitting = splitting
  }

  private static func entry(_ line: ArraySlice<UInt8>) -> (token: [UInt8], rank: Int)? {
    let parts = line.split(whereSeparator: \.isBlank)
    guard parts.count == 2, let token = Base64.decoded(parts[0]), !token.isEmpty,
      let rank = Int(String(decoding: parts[1], as: UTF8.self)), rank >= 0
    else { return nil }
    return (token, rank)
  }

  /// The number of tokens of a text.
  ///
  /// A byte that the vocabulary lacks counts as a token. The time grows with
  /// the length of the text, and little more.
  public func count(_ text: String) -> Int {
    switch splitting {
    case .words: TokenPieces(text).reduce(0) { $0 + count(ofPiece: Array($1.utf8)) }
    case .none: text.isEmpty ? 0 : count(ofPiece: Array(text.utf8))
    }
  }

  private func count(ofPiece piece: [UInt8]) -> Int {
    if piece.count == 1 || ranks[piece] != nil { return 1 }
    var pairing = BytePairing(piece) { ranks[Array($0)] }
    return pairing.tokenCount()
  }
}
