import PeriluneModel
import Testing

@Suite struct BytePairVocabularyTests {
  /// Every byte, and `th the ␣t ␣the in ing ␣b on ␣bon nd ␣bond 12 123 !! ␣␣ \n\n 's é` in this order of rank.
  private func vocabulary(_ splitting: BytePairVocabulary.Splitting = .words) throws -> BytePairVocabulary {
    let bytes = try Fixture.bytes("tokens/small.tiktoken")
    return try BytePairVocabulary(tiktoken: bytes, file: "small.tiktoken", splitting: splitting)
  }

  @Test(arguments: [
    ("", 0), ("x", 1), ("the", 1), ("then", 2), ("thing", 2), ("ending", 3), (" the", 1), ("the the", 2),
    // "th" has a lower rank than " t", which is never reached here.
    (" th", 2), (" them", 2), (" tx", 2), ("bond", 3), (" bond", 1), ("1234", 2), ("12345", 3), ("!!!", 2),
    ("the!!", 2), ("é", 1), ("è", 2),
    ("the's", 2), ("the'S", 3), ("  the", 2), ("   the", 2), ("the  ", 2), ("\n\nthe", 2), (" \n\n the", 3), ("🌙", 4),
    ("the\r\n", 3), ("a1b", 3),
  ])
  func countsWhatIsKnownByHand(text: String, count: Int) throws {
    #expect(try vocabulary().count(text) == count)
  }

  @Test(arguments: [("the the", 2), ("1234", 2), ("xthe", 2), ("ththe", 2), ("ingin", 2)])
  func withoutSplittingTheTextIsOnePiece(text: String, count: Int) throws {
    #expect(try vocabulary(.none).count(text) == count)
  }

  @Test func aLongPieceTakesNoLongerThanItsLength() throws {
    let vocabulary = try vocabulary()
    func time(_ count: Int) -> Duration {
      let start = ThreadTime.now
      #expect(vocabulary.count(String(repeating: "th", count: count)) == count)
      return ThreadTime.now - start
    }
    // Eight times as much takes 64 times as long where each step looks at the whole.
    #expect((0..<5).contains { _ in time(40_000) < time(5_000) * 24 })
  }

  @Test(arguments: [
    ("dGg= 0\nnot a token\n", 2), ("dGg= -1", 1), ("dGg=", 1), ("%%% 1", 1), ("dGg= 0\n\ndGg= 1\n", 3), ("dGg= 0 1", 1),
  ])
  func saysWhichLineIsWrong(text: String, line: Int) {
    let error = #expect(throws: ExtensionError.self) { try BytePairVocabulary(tiktoken: text.utf8, file: "v") }
    #expect(error?.code == .configInvalid)
    #expect(error?.location?.line == line)
  }

  @Test func aFileWithoutTokensIsRefused() {
    #expect(throws: ExtensionError.self) { try BytePairVocabulary(tiktoken: "\n \n".utf8, file: "v") }
  }
}
