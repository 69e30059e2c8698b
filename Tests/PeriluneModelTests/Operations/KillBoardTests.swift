import PeriluneModel
import Testing

@Suite struct KillBoardTests {
  private let board = KillBoard([
    Kill(.hook(.normalize, of: "a"), actor: "ana", reason: "wrong moods", time: 30),
    Kill(.extension("b"), actor: "ben", reason: "slow\n\"x\"", time: 20),
  ])

  @Test func aKillCoversWhatItsTargetSays() {
    #expect(board.kill(of: "a", in: .normalize)?.actor == "ana")
    #expect(board.kill(of: "a", in: .preChatTurn) == nil)
    #expect(board.kill(of: "b", in: .preChatTurn)?.actor == "ben")
    #expect(board.kill(of: "c", in: .normalize) == nil)
    var all = board
    all.kill(Kill(.all, actor: "cy", reason: "fire", time: 40))
    #expect(all.kill(of: "c", in: .normalize)?.actor == "cy")
    #expect(all.kills.map(\.time) == [20, 30, 40])
  }

  @Test(arguments: [KillTarget.all, .extension("a"), .hook(.normalize, of: "a")])
  func aTargetCoversWhatItNames(target: KillTarget) {
    #expect(target.covers("a", in: .normalize))
    #expect(target.covers("a", in: .preChatTurn) == (target.hook == nil))
    #expect(target.covers("b", in: .normalize) == (target == .all))
  }

  @Test func aRevivalLiftsExactlyItsTarget() {
    var board = board
    #expect(board.revive(.extension("a")) == nil)
    #expect(board.revive(.extension("b"))?.reason == "slow\n\"x\"")
    #expect(board.kill(of: "b", in: .normalize) == nil)
    #expect(board.kill(of: "a", in: .normalize) != nil)
  }

  @Test func itsJSONReadsBackTheSame() {
    var all = board
    all.kill(Kill(.all, actor: "cy", reason: "fire", time: 40))
    #expect(KillBoard.decode(all.value.jsonBytes(), file: "kills.json").content == all)
    #expect(KillBoard.decode(KillBoard().value.jsonBytes(), file: "kills.json").content == KillBoard())
  }

  @Test(arguments: [
    ("", "1:1"), ("{\"version\": 1}", "lacks the key \"kills\""), ("{\"version\": 2, \"kills\": []}", "version"),
    ("{\"version\": 1, \"kills\": [{\"actor\": \"a\", \"reason\": \"r\"}]}", "lacks the key \"time\""),
    ("{\"version\": 1, \"kills\": [{\"hook\": \"h\", \"actor\": \"a\", \"reason\": \"r\", \"time\": 1}]}", "without"),
    (
      "{\"version\": 1, \"kills\": [{\"extensionId\": \"A\", \"actor\": \"a\", \"reason\": \"r\", \"time\": 1}]}",
      "lower"
    ),
    ("{\"version\": 1, \"kills\": [], \"more\": 1}", "unknown key"),
  ])
  func aDamagedFileIsRefusedWithItsPlace(text: String, part: String) {
    let decoded = KillBoard.decode(text.utf8, file: "kills.json")
    #expect(decoded.content == nil)
    #expect(decoded.problems.map(\.code) == [.storeFailure])
    #expect(decoded.problems.first?.description.contains(part) == true, "\(decoded.problems)")
  }
}
