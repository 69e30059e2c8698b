public import PeriluneModel

/// Counts the tokens of a text, as the host's model would.
///
/// The default estimates four characters a token. A host with a tokenizer gives
/// its count, or the vocabulary of its model.
public struct TokenCounter: Sendable {
  private let counting: @Sendable (String) -> Int

  /// Makes a counter of a function.
  public init(_ count: @escaping @Sendable (String) -> Int) { counting = count }

  /// Four characters a token, rounded up.
  public static let estimate = TokenCounter { ($0.count + 3) / 4 }

  /// The tokens of a vocabulary.
  public static func bytePairs(_ vocabulary: BytePairVocabulary) -> TokenCounter {
    TokenCounter { vocabulary.count($0) }
  }

  /// The tokens of a text.
  public func count(_ text: String) -> Int { counting(text) }

  /// A beginning of `text` within `limit` tokens, cut between two characters.
  ///
  /// It is the longest one where more text never has fewer tokens; a tokenizer
  /// may leave a few more out.
  public func prefix(of text: String, within limit: Int) -> String {
    let characters = Array(text)
    var low = 0
    var high = characters.count
    while low < high {
      let middle = (low + high + 1) / 2
      if count(String(characters[..<middle])) <= limit { low = middle } else { high = middle - 1 }
    }
    return String(characters[..<low])
  }
}
