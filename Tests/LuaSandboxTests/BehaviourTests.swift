import Foundation
import LuaSandbox
import Testing

@Suite struct BehaviourTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  /// Each `.txt` is what Lua 5.4.4's own interpreter gives for the `.lua`
  /// beside it: `lua5.4 -e "io.write(dofile('format.lua'), '\n')"`.
  @Test(arguments: ["behaviour", "format", "numerals", "pack", "tables", "utf8"])
  func resultsAndMessagesAreThoseOfLuaItself(name: String) throws {
    func text(_ type: String) throws -> String {
      try String(contentsOf: Self.fixtures.appending(path: "\(name).\(type)"), encoding: .utf8)
    }
    let outcome = try run(try text("lua"), memory: 8 << 20)
    guard case .string(let result)? = outcome.scalar else {
      Issue.record("\(String(describing: outcome.failure))")
      return
    }
    let expected = Self.lines(try text("txt").replacing("\(name).lua", with: "body.lua"))
    let actual = Self.lines(result)
    #expect(actual.count == expected.count)
    for (index, (mine, theirs)) in zip(actual, expected).enumerated() { #expect(mine == theirs, "line \(index + 1)") }
  }

  private static func lines(_ text: String) -> [Substring] {
    text.replacing(/0x[0-9a-f]{6,}/, with: "ADDRESS").split(separator: "\n", omittingEmptySubsequences: false)
      .reversed().drop { $0.isEmpty }.reversed()
  }
}
