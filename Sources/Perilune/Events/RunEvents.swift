import PeriluneModel

/// The way of a run's events to the observers; without any, nothing is built.
struct RunEvents: Sendable {
  private let observers: [any RuntimeObserver]
  private let run: RunReference?
  private let wantsOrdinaryRuns: Bool

  init(
    _ options: ExtensionRuntime.Options, hook: HookKind, requestId: String, subject: StateSubject?, generation: Int
  ) {
    observers = options.observers
    wantsOrdinaryRuns = options.wantsOrdinaryRuns
    run =
      observers.isEmpty
      ? nil : RunReference(hook: hook, requestId: requestId, subject: subject, generation: generation)
  }

  func tell(_ event: (RunReference) -> RuntimeEvent) {
    guard let run else { return }
    let event = event(run)
    for observer in observers { observer.observe(event) }
  }

  /// Tells of something that is as it should be, if anybody wants to know.
  func tell(ordinary event: (RunReference) -> RuntimeEvent, when isOrdinary: Bool = true) {
    if wantsOrdinaryRuns || !isOrdinary { tell(event) }
  }

  /// Tells of an error, and of the budget that it was.
  func tell(_ error: ExtensionError, of function: String, in extensionId: String) {
    guard run != nil else { return }
    tell { .failed($0, error) }
    tellOverrun(error, of: function, in: extensionId)
  }

  func tellOverrun(_ error: ExtensionError, of function: String, in extensionId: String) {
    guard run != nil, let kind = BudgetOverrun.Kind(error.code) else { return }
    tell { .overran($0, BudgetOverrun(extensionId: extensionId, function: function, kind: kind)) }
  }

  /// Tells what a merge decided.
  func tell(_ merged: MergedTransactions, of proposals: [StateTransaction], tags: [DataClassTag]) {
    guard run != nil else { return }
    for warning in merged.warnings {
      tell { .failed($0, merged.conflicts.reduce(warning) { $0.hiding($1.path, tags: tags) }) }
    }
    for conflict in merged.conflicts { tell { .conflicted($0, ConflictSummary(conflict, tags: tags)) } }
    guard wantsOrdinaryRuns || !merged.conflicts.isEmpty else { return }
    let losers = Set(merged.conflicts.flatMap(\.losers).flatMap(\.origins))
    for proposal in proposals {
      let origin = StateContribution.Origin(extensionId: proposal.originExtension, txId: proposal.txId)
      let fate = losers.contains(origin) ? ProposalFate.conflicted : .applied
      tell { .proposed($0, extensionId: proposal.originExtension, fate) }
    }
  }
}

extension ExtensionError {
  /// The error without a path that holds values of a data class: not everybody
  /// who reads a log may see its names.
  fileprivate func hiding(_ path: StatePath, tags: [DataClassTag]) -> ExtensionError {
    guard !tags.permit(path, to: []) else { return self }
    var error = self
    error.message = message.replacing("\"\(path)\"", with: "a path of a data class")
    return error
  }
}
