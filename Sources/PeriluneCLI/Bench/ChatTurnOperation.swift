import Foundation
import Perilune
import PeriluneModel

/// What a chat platform does with a turn besides asking its model: parse it,
/// assemble the prompt, and store it durably.
final class ChatTurnOperation {
  /// The turns of context that a prompt has.
  private static let historyLimit = 6

  private let lines: [[UInt8]]
  private let file: URL
  private let log: FileHandle
  private let runtime: ExtensionRuntime
  private var player: TurnPlayer
  private var history: [String] = []
  /// Kept, so that no prompt is left out as never used.
  private(set) var promptBytes = 0
  private(set) var losses = Losses()

  /// Invocations whose time is not that of an extension that works.
  struct Losses {
    var failed = 0
    /// Left out by a circuit breaker, at no time at all.
    var leftOut = 0

    fileprivate mutating func add(_ report: TurnReport) {
      failed += report.outcomes.reduce(0) { $0 + $1.ran.count { $0.failure != nil } }
      leftOut += report.outcomes.reduce(0) { $0 + $1.skipped.count { $0.reason == .breakerOpen } }
    }
  }

  /// - Parameter lines: Turns, each as a line of JSON.
  init(lines: [[UInt8]], runtime: ExtensionRuntime, attributes: Value.Object) throws {
    self.lines = lines
    self.runtime = runtime
    player = TurnPlayer(runtime: runtime, initialAttributes: attributes)
    file = FileManager.default.temporaryDirectory.appending(path: "perilune-bench-\(UUID().uuidString).jsonl")
    try Data().write(to: file)
    log = try FileHandle(forWritingTo: file)
  }

  deinit {
    // It is a temporary file; the system clears what is left.
    try? log.close()
    try? FileManager.default.removeItem(at: file)
  }

  /// One turn.
  ///
  /// Each pass over the lines is a conversation of its own, or the
  /// store would find every transaction applied already.
  func run(_ pair: Int, hasExtensions: Bool) async throws {
    var turn = try parse(lines[pair % lines.count])
    turn.conversationId += "@\(pair / lines.count)"
    var (context, draft): ([String], String) = ([], turn.model)
    if hasExtensions {
      let report = try await player.play(turn)
      losses.add(report)
      (context, draft) = (Self.added(report), report.draft)
    }
    assemble(turn, context)
    try store(turn, draft)
  }

  private func parse(_ line: [UInt8]) throws -> RecordedTurn {
    let turns = try RecordedTurn.read(jsonLines: line, file: "turns")
    guard let turn = turns.first else { throw ExtensionError(.configInvalid, "a line without a turn") }
    return turn
  }

  private static func added(_ report: TurnReport) -> [String] {
    report.outcomes.flatMap { outcome in
      ["snippets", "directives"].flatMap { outcome.merged.value[$0]?.arrayValue ?? [] }.map(\.json)
    }
  }

  private func assemble(_ turn: RecordedTurn, _ context: [String]) {
    let head = "You tell a story together with \(turn.role.rawValue) of \(turn.conversationId)."
    let prompt = ([head] + context + history + ["> " + turn.user]).joined(separator: "\n\n")
    promptBytes += prompt.utf8.count
  }

  private func store(_ turn: RecordedTurn, _ draft: String) throws {
    history += ["> " + turn.user, draft]
    if history.count > Self.historyLimit * 2 { history.removeFirst(2) }
    let record: Value = [
      "conversation_id": .string(turn.conversationId), "user": .string(turn.user), "model": .string(draft),
    ]
    try log.write(contentsOf: Data((record.json + "\n").utf8))
    try log.synchronize()
  }
}
