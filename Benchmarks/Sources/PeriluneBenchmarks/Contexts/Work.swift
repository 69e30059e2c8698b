/// A hook and its context: the work that the hot path is measured by.
struct Work {
  let context: ContextValue
  /// The body of `hook(ctx, tx)` before it proposes; it sets `wanted`.
  let body: String

  /// The script for the sandbox; operations are proposed by calls.
  var calling: String { script(propose: Self.proposals) }

  /// The same where the script itself is the hook.
  var callingAsBody: String { "local ctx, tx = ...\n" + body + "\nif wanted then \(Self.proposals) end" }

  /// The same with proposals on paths of its own.
  func calling(number: Int) -> String { calling.replacing("mira.bond', 2", with: "mira.bond\(number)', 2") }

  private static let proposals = "tx:increment('relationship.mira.bond', 2) tx:set('scene.mood', 'warm')"

  /// The same for the references, whose chunk takes its environment.
  var callingInEnvironment: String { "local _ENV = ... " + calling }

  /// The same with the operations in a table that it returns.
  var returningInEnvironment: String {
    "local _ENV = ... "
      + script(
        propose: "return {{'increment', 'relationship.mira.bond', 2}, {'set', 'scene.mood', 'warm'}}",
        otherwise: "return {}")
  }

  private func script(propose: String, otherwise: String = "") -> String {
    """
    local M = {}
    function M.hook(ctx, tx)
      \(body)
      if wanted then \(propose) end
      \(otherwise)
    end
    return M
    """
  }
}

extension Work {
  /// W1: a context of 1 KB, three fields read, one string searched, two operations.
  static let one = Work(
    context: .object([
      ("attributes", attributes), ("draft", .object([("text", .string(draft))])),
      ("message", .object([("name", .string("Tomas")), ("text", .string(String(draft.prefix(200))))])),
      ("requestId", .string("7c4a8d09-ca37-42af-9f4b-2f5e1f6e0c11")), ("role", .string("Player")),
      ("sessionId", .string("moonlit-harbor-2024-11-03")), ("tenantId", .string("the-lantern-guild")),
    ]),
    body: """
      local bond = ctx.attributes["relationship.mira.bond"]
      local wanted = ctx.role == "Player" and bond < 100 and ctx.draft.text:find("thank", 1, true)
      """)

  /// W2: a chat history of so many bytes; the last message and two attributes are touched.
  static func two(bytes: Int) -> Work {
    var messages: [ContextValue] = []
    for number in 0..<max(1, bytes / 250) { messages.append(message(number)) }
    return Work(
      context: .object([
        ("attributes", attributes), ("history", .array(messages)),
        ("requestId", .string("7c4a8d09-ca37-42af-9f4b-2f5e1f6e0c11")), ("role", .string("Player")),
        ("sessionId", .string("moonlit-harbor-2024-11-03")), ("tenantId", .string("the-lantern-guild")),
      ]),
      body: """
        local history, attributes = ctx.history, ctx.attributes
        local bond, mood = attributes["relationship.mira.bond"], attributes["scene.mood"]
        local wanted = bond < 100 and mood ~= "warm" and history[#history].text:find("thank", 1, true)
        """)
  }

  private static func message(_ number: Int) -> ContextValue {
    .object([
      ("name", .string(number % 2 == 0 ? "Tomas" : "Mira")), ("text", .string("\(number): " + draft.suffix(190))),
      ("turn", .integer(Int64(number))),
    ])
  }

  private static let attributes = ContextValue.object([
    ("relationship.mira.bond", .integer(41)), ("relationship.mira.trust", .integer(7)),
    ("scene.location", .string("the harbor wall")), ("scene.mood", .string("calm")), ("scene.weather", .string("fog")),
  ])

  /// 300 characters.
  private static let draft = String(
    """
    The fog has come in with the tide, and the lamps along the harbor wall are small and yellow. Mira counts the \
    crates twice, because Tomas counted them once. When the last one is aboard she sits down on it, wipes her hands \
    and says what she has wanted to say all week: thank you, for the boat and for the soup. Nobody has done as much.
    """.prefix(300))
}
