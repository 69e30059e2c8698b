import Foundation
import LuaSandbox
import Testing

@Suite struct BehaviourTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  /// `behaviour.txt` is what Lua 5.4.4's own interpreter prints for
  /// `behaviour.lua`, with addresses and the file's name replaced.
  @Test func resultsAndMessagesAreThoseOfLuaItself() throws {
    func text(_ name: String) throws -> String {
      try String(contentsOf: Self.fixtures.appending(path: name), encoding: .utf8)
    }
    let outcome = try run(try text("behaviour.lua"), memory: 8 << 20)
    guard case .string(let result)? = outcome.scalar else {
      Issue.record("\(String(describing: outcome.failure))")
      return
    }
    let expected = try text("behaviour.txt").replacing("behaviour.lua", with: "body.lua").split(separator: "\n")
    let actual = result.replacing(/0x[0-9a-f]{6,}/, with: "ADDRESS").split(separator: "\n")
    #expect(actual.count == expected.count)
    for (index, (mine, theirs)) in zip(actual, expected).enumerated() { #expect(mine == theirs, "line \(index + 1)") }
  }
}
