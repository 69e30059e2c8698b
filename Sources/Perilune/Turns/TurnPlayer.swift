public import PeriluneModel
import PeriluneStore

/// Plays recorded turns through the hooks in the order of a real turn:
/// `retrievalEnrichment`, `preChatTurn`, `postModelDraft`, `postModeration`,
/// `prePersistTurn`, then `normalize` and `preSaveValidate` for each entity that
/// changes.
///
/// The proposals of all hooks of a turn are merged and applied together when
/// the turn is persisted, before the entities that nobody rejected are saved; a
/// turn that was aborted changes nothing.
///
/// ```swift
/// var player = TurnPlayer(runtime: runtime)
/// for turn in turns { print(try await player.play(turn).changes) }
/// ```
public struct TurnPlayer: Sendable {
  /// The most turns that scripts see in `ctx.history`.
  public static let historyLimit = 6

  private let runtime: ExtensionRuntime
  private let initialAttributes: Value.Object
  private var histories: [StateSubject: [Value]] = [:]
  private var counts: [StateSubject: Int] = [:]

  /// Starts without history.
  ///
  /// - Parameter initialAttributes: What each conversation's state starts with,
  ///   applied before its first turn; of a conversation that the store knows
  ///   from an earlier player nothing is set again.
  public init(runtime: ExtensionRuntime, initialAttributes: Value.Object = Value.Object()) {
    self.runtime = runtime
    self.initialAttributes = initialAttributes
  }

  /// Plays one turn.
  ///
  /// - Throws: What a run throws, and what a store throws besides its refusals;
  ///   those are part of the report.
  public mutating func play(_ turn: RecordedTurn) async throws -> TurnReport {
    let subject = StateSubject(tenantId: turn.tenantId, sessionId: turn.conversationId)
    let index = counts[subject, default: 0] + 1
    counts[subject] = index
    if index == 1 { try await prepare(subject) }
    var stage = try await TurnStage(
      turn: turn, index: index, subject: subject, history: histories[subject] ?? [], runtime: runtime)
    try await stage.chat()
    if stage.report.abortReason == nil { try await stage.persist() }
    remember(turn, stage.report.draft, in: subject)
    return stage.report
  }

  private func prepare(_ subject: StateSubject) async throws {
    guard !initialAttributes.isEmpty else { return }
    let operations = try initialAttributes.map { StateOperation(try StatePath(keys: [$0.key]), .set($0.value)) }
    let transaction = try StateTransaction(
      txId: "\(subject.sessionId)#0", originExtension: "host:initial", operations: operations)
    _ = try await runtime.commit(transaction, of: subject)
  }

  private mutating func remember(_ turn: RecordedTurn, _ draft: String, in subject: StateSubject) {
    histories[subject, default: []].append(["user": .string(turn.user), "model": .string(draft)])
    if histories[subject, default: []].count > Self.historyLimit { histories[subject]?.removeFirst() }
  }
}
