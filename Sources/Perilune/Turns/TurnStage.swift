import PeriluneModel
import PeriluneStore

/// One turn on its way through the hooks.
struct TurnStage {
  let turn: RecordedTurn
  let subject: StateSubject
  let history: [Value]
  let runtime: ExtensionRuntime
  private let scratch = ChatTurn()
  private var attributes: Value.Object
  private(set) var report: TurnReport

  init(
    turn: RecordedTurn, index: Int, subject: StateSubject, history: [Value], runtime: ExtensionRuntime
  ) async throws {
    self.turn = turn
    self.subject = subject
    self.history = history
    self.runtime = runtime
    attributes = StateTree(try await runtime.options.store.attributes(of: subject)).flattened
    report = TurnReport(conversationId: turn.conversationId, index: index, user: turn.user, draft: turn.model)
  }

  private var requestId: String { "\(turn.conversationId)#\(report.index)" }

  // MARK: Chat

  mutating func chat() async throws {
    try await run(.retrievalEnrichment, ["query": .string(turn.user)])
    try await run(.preChatTurn)
    try await run(.postModelDraft, ["draft": draft])
    try await run(.postModeration, ["draft": draft, "moderation": turn.moderation])
    guard report.abortReason == nil else { return }
    try await run(.prePersistTurn, ["draft": draft, "moderation": turn.moderation])
  }

  private var draft: Value { ["text": .string(report.draft), "original": .string(turn.model)] }

  private mutating func run(_ hook: HookKind, _ fields: Value = [:]) async throws {
    let outcome = try await runtime.run(hook, context(fields, request: "\(requestId)/\(hook)"))
    report.outcomes.append(outcome)
    if let text = outcome.merged.value["text"]?.stringValue { report.draft = text }
    if let abort = outcome.merged.value["abort"] { report.abortReason = abort["reason"]?.stringValue ?? "" }
  }

  private func context(_ fields: Value, request: String) -> HookContext {
    var payload = fields.objectValue ?? Value.Object()
    payload["turn"] = ["index": .int(Int64(report.index)), "conversationId": .string(turn.conversationId)]
    payload["message"] = ["text": .string(turn.user)]
    payload["history"] = .array(history)
    payload["attributes"] = .object(attributes)
    if payload["moderation"] == .null { payload["moderation"] = nil }
    var context = HookContext(payload)
    context.tenantId = turn.tenantId
    context.sessionId = turn.conversationId
    context.role = turn.role
    context.requestId = request
    context.turn = scratch
    context.tags = [DataClassTag("moderation.**", .moderationFlags)].compactMap(\.self)
    return context
  }

  // MARK: Persist

  mutating func persist() async throws {
    var checked: [TurnReport.Entity] = []
    for entity in turn.entities { checked.append(try await check(entity)) }
    let merged = await runtime.merge(report.outcomes.flatMap(\.merged.proposals), txId: requestId)
    report.merged = merged
    if let transaction = merged.transaction { try await apply(transaction) }
    for entity in checked {
      if entity.rejections.isEmpty { try await save(entity) }
      report.entities.append(entity)
    }
  }

  /// A store that refuses a transaction keeps its state; the turn goes on.
  private mutating func apply(_ transaction: StateTransaction) async throws {
    do {
      report.changes += try await runtime.commit(transaction, of: subject).changes
    } catch let error as ExtensionError where error.code == .storeFailure {
      report.errors.append(error)
    }
  }

  private mutating func check(_ entity: RecordedTurn.Entity) async throws -> TurnReport.Entity {
    var saved = TurnReport.Entity(id: entity.id, type: entity.type, attributes: entity.attributes)
    let normalized = try await runEntity(.normalize, saved)
    saved.normalized = normalized.merged.value
    saved.attributes.merge(normalized.merged.value)
    let validated = try await runEntity(.preSaveValidate, saved)
    saved.rejections = validated.merged.value["rejections"]?.arrayValue ?? []
    return saved
  }

  private mutating func save(_ entity: TurnReport.Entity) async throws {
    let operation = StateOperation(try StatePath(keys: ["entities", entity.id]), .set(.object(entity.attributes)))
    let txId = "\(requestId)/entity/\(entity.id)"
    try await apply(StateTransaction(txId: txId, originExtension: "host:save", operations: [operation]))
  }

  private mutating func runEntity(_ hook: HookKind, _ entity: TurnReport.Entity) async throws -> HookOutcome {
    let fields: Value = [
      "entity": [
        "id": .string(entity.id), "type": .string(entity.type), "attributes": .object(entity.attributes),
      ]
    ]
    let outcome = try await runtime.run(hook, context(fields, request: "\(requestId)/\(hook)/\(entity.id)"))
    report.outcomes.append(outcome)
    return outcome
  }
}
