import Perilune
import PeriluneModel
import Testing

@testable import PeriluneCLI

@Suite struct ControlRequestTests {
  private func read(_ line: String) throws -> ControlRequest { try ControlRequest(Array(line.utf8)) }

  @Test(arguments: [
    ControlRequest.list, .show, .kill(.all, actor: "ana", reason: "r"),
    .revive(.extension("a"), actor: "b", reason: "r"),
    .kill(.hook(.preChatTurn, of: "a"), actor: "ana", reason: "r"),
  ])
  func aRequestIsWhatWasAsked(request: ControlRequest) throws { #expect(try read(request.value.json) == request) }

  /// Without what is wrong in them each of these would stop more than was meant.
  @Test(arguments: [
    (#"{"do":"kill","extension":"a","hook":5,"reason":"r"}"#, "\"hook\" has to be a string"),
    (#"{"do":"kill","extension":5,"all":true,"reason":"r"}"#, "\"extension\" has to be a string"),
    (#"{"do":"kill","extension":null,"all":true,"reason":"r"}"#, "\"extension\" has to be a string"),
    (#"{"do":"kill","extension":"a","hooks":"normalize","reason":"r"}"#, "did you mean \"hook\""),
    (#"{"do":"kill","extension":"a","all":"no","reason":"r"}"#, "\"all\" has to be true or false"),
    (#"{"do":"kill","all":true,"hook":"normalize","reason":"r"}"#, "name an \"extension\""),
    (#"{"do":"kill","reason":"r"}"#, "name an \"extension\""), (#"{"do":"kill","all":true}"#, "needs a \"reason\""),
    (#"{"do":"revive","all":true}"#, "needs a \"reason\""), (#"{"do":"ps","all":true}"#, "\"all\" is an unknown field"),
    (#"{"do":"stop"}"#, "\"do\" has to be one of"), ("[]", "one JSON object"), ("", "not valid JSON"),
  ])
  func whatIsNoRequestIsRefused(line: String, part: String) throws {
    let problem = #expect(throws: ControlRequest.Problem.self) { try read(line) }
    #expect(problem?.message.contains(part) == true, "\(String(describing: problem))")
  }
}
