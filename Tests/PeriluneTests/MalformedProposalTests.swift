import Perilune
import PeriluneModel
import Testing

/// A transaction with any malformed part is an error that names the part.
@Suite struct MalformedProposalTests {
  @Test(arguments: [
    (#"tx:set("a..b", 1)"#, #"state path "a..b" has an empty key"#),
    (#"tx:set(".a", 1)"#, #"state path ".a" has an empty key"#),
    (#"tx:set("a\\", 1)"#, #"state path "a\" ends"#),
    (#"tx:set("a\xff", 1)"#, "tx:set is a string that is not UTF-8"),
    (#"tx:set("a", "\xff")"#, "tx:set is a string that is not UTF-8"),
    (#"tx:set("a", { b = { c = print } })"#, "tx:set at b.c is a function"),
    (#"tx:set("a", { [1.5] = 2 })"#, "tx:set is a list with holes"),
    (#"tx:set("a", tx)"#, "tx:set is a library"),
    (#"tx:set("", 1)"#, "a path is expected"),
    (#"tx:set("a")"#, "a value is expected"),
    (#"tx:set(7, 1)"#, "string expected, got number"),
    (#"tx.set("a", 1)"#, "call it with a colon: tx:set(...)"),
    (#"tx:increment("a", 0/0)"#, "tx:increment is not a finite number"),
    (#"tx:increment("a", "2")"#, "number expected, got string"),
    (#"tx:increment("a")"#, "number expected, got no value"),
    (#"tx:append("a")"#, "a value is expected"),
    (#"tx:appendAll("a", 5)"#, "table expected, got number"),
    (#"tx:appendAll("a", { x = 1 })"#, "tx:appendAll mixes list items and named fields"),
    (#"tx:policy("newest-wins")"#, #""newest-wins" is not a conflict policy"#),
    (#"tx:policy("weighted", { weight = "heavy" })"#, #"a number "weight""#),
    (#"tx:policy("weighted", { weight = 1/0 })"#, "tx:policy at weight is not a finite number"),
    (#"tx:policy("weighted", { wieght = 1 })"#, #"not "wieght" like this"#),
    (#"tx:policy("weighted", { 1 })"#, "tx:policy needs named fields, but an array was given"),
    (#"tx:metadata({ 1, 2 })"#, "tx:metadata needs named fields, but an array was given"),
    (#"tx:metadata(5)"#, "table expected, got number"),
  ])
  func aMalformedPartDropsTheWholeTransaction(call: String, message: String) async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preChatTurn, "tx:set('fine', 1) \(call)")
    let outcome = try await folder.runtime().run(.preChatTurn, ["requestId": "r"])
    #expect(outcome.merged.transaction == nil)
    #expect(outcome.errors.count == 1 && outcome.errors[0].message.contains(message), "\(outcome.errors)")
    #expect([.outputInvalid, .hookFailure].contains(outcome.errors.first?.code))
  }
}
