import Foundation
import Perilune
import PeriluneModel

/// Extensions of every temper.
///
/// The good ones have a hook for themselves, so that their times can be told
/// apart.
enum Population {
  static let goodHook = HookKind.preChatTurn
  static let otherHook = HookKind.postModelDraft

  static let good = all.filter { $0.hasPrefix("good") }
  static var all: [String] { scripts.map(\.id) }
  private static let scripts: [(id: String, hook: HookKind, budgetMs: Int64, body: String)] = [
    (
      "good-counter", goodHook, 40,
      "local n = 0 for word in ctx.message.text:gmatch('%a+') do n = n + #word end return { metadata = { n = n } }"
    ),
    (
      "good-reader", goodHook, 40,
      """
      local sum = 0
      for key, value in pairs(ctx.attributes) do if type(value) == 'number' then sum = sum + value end end
      return { directives = { 'The sum is ' .. sum .. '.' } }
      """
    ),
    (
      "good-tagger", goodHook, 40,
      "local t = {} for i = 1, 60 do t[i] = i * i % 7 end table.sort(t) return { snippets = { table.concat(t) } }"
    ),
    ("good-writer", goodHook, 40, "tx:policy('last-wins') tx:increment('relationship.mira.bond', 1)"),
    ("slow-thinker", otherHook, 40, "local x = 0 for i = 1, 400000 do x = x + i % 3 end return { tags = { 'slow' } }"),
    ("failing-always", otherHook, 40, "error('nothing works')"),
    ("failing-late", otherHook, 40, "local t = {} for i = 1, 2000 do t[i] = i end return ctx.nothing.at.all"),
    ("hostile-loop", otherHook, 10, "while true do end"),
    ("hostile-swallow", otherHook, 10, "while true do pcall(function() while true do end end) end"),
    ("hostile-memory", otherHook, 40, "local t = {} while true do t[#t + 1] = ('x'):rep(4096) end"),
    ("hostile-text", otherHook, 10, "return ('a'):rep(40):find(('a?'):rep(40) .. ('a'):rep(40) .. 'b')"),
    ("hostile-log", otherHook, 10, "for i = 1, 1e9 do log.info(('x'):rep(1000)) end"),
  ]

  /// Writes the extensions that `isWanted` names into a new folder.
  static func write(_ isWanted: (String) -> Bool) throws -> String {
    let folder = FileManager.default.temporaryDirectory.path + "/perilune-soak-\(UUID().uuidString)"
    for script in scripts where isWanted(script.id) {
      let home = folder + "/" + script.id
      try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
      var hooks = Value.Object()
      hooks[script.hook.rawValue] = ["hook"]
      let manifest: Value = [
        "id": .string(script.id), "name": .string(script.id), "description": "Part of the soak.", "version": "1.0.0",
        "coreApiRange": "^1.0.0", "stateTransactionSupport": true, "memoryLimitKB": 4_096,
        "chatHooks": .object(hooks),
        "hookBudgets": ["hook": ["maxLatencyMs": .int(script.budgetMs)]],
      ]
      try Data(manifest.json.utf8).write(to: URL(filePath: home + "/manifest.json"))
      let source = "return { hook = function(ctx, tx) \(script.body) end }"
      try Data(source.utf8).write(to: URL(filePath: home + "/main.lua"))
    }
    return folder
  }

  static func context() -> HookContext {
    [
      "message": ["text": "Thank you for the soup, Mira. Why was the lighthouse dark when the Halcyon was lost?"],
      "draft": ["text": "The ladle stops above the pot.", "original": "The ladle stops above the pot."],
      "attributes": ["relationship": ["mira": ["bond": 40, "trust": 12]], "place": "copper-kettle", "hour": 23],
    ]
  }
}
