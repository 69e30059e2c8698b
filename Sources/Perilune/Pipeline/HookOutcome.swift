import LuaSandbox
public import PeriluneModel

/// What came of running a hook's extensions.
public struct HookOutcome: Sendable {
  /// The hook that ran.
  public var hook: HookKind
  /// What the extensions returned and proposed, merged.
  public var merged: Merged
  /// Who ran, in order.
  public var ran: [Run] = []
  /// Who did not, and why.
  public var skipped: [Skip] = []
  /// Where proposals met on one path, and who won.
  public var conflicts: [StateConflict] = []
  /// Where extensions returned different values for one attribute.
  public var attributeConflicts: [AttributeConflict] = []
  /// What went wrong, warnings included.
  public var errors: [ExtensionError] = []
  /// The wall-clock time of the whole run.
  public var duration = Duration.zero
}

extension HookOutcome {
  /// The merged result of a run.
  public struct Merged: Sendable {
    /// What the hook's rule makes of the returned values (SPEC, section 3).
    public var value: Value.Object
    /// The proposals as they came, in execution order.
    public var proposals: [StateTransaction] = []
    /// The proposals as one transaction; `nil` when there were none.
    public var transaction: StateTransaction?
    /// Per path, where the transaction's operation comes from.
    public var provenance: [PathProvenance] = []
    /// Whose state the transaction is about.
    public var subject: StateSubject
  }

  /// A hook function that ran, or a resolver that was asked.
  public struct Run: Sendable {
    /// Its extension.
    public var extensionId: String
    /// Its name.
    public var function: String
    /// Wall-clock time in its sandbox.
    public var duration: Duration
    /// Wall-clock time that it waited for room before.
    public var queueWait: Duration
    /// VM instructions, where its budget counts them.
    public var instructions: Int
    /// The most bytes its sandbox held.
    public var peakMemory: Int
    /// Tokens of text that it added.
    public var tokens: Int
    /// Operations that it proposed and may propose.
    public var operations: Int
    /// Why it failed; its result and proposals were dropped.
    public var failure: ExtensionError?
    /// The lines it logged.
    public var log: [LogLine]
  }

  /// A line that a script logged.
  public struct LogLine: Sendable, Hashable {
    /// `debug`, `info`, `warn` or `error`.
    public var level: String
    /// The text.
    public var text: String
  }

  /// A hook function that did not run.
  public struct Skip: Sendable, Hashable {
    /// Its extension.
    public var extensionId: String
    /// Its name.
    public var function: String
    /// Why.
    public var reason: Reason
  }

  /// Why a hook function did not run; each raw value is the name in metrics.
  ///
  /// `scope` is a reserved one: a missing scope hides values and skips nothing.
  @nonexhaustive
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// The extension is loaded disabled.
    case disabled
    /// An operator killed it, or the task was cancelled.
    case killed
    /// Its circuit breaker is open.
    case breakerOpen = "breaker_open"
    /// Too many invocations of the extension wait already.
    case queueFull = "queue_full"
    /// The pipeline's deadline passed.
    case deadline
    /// An earlier extension aborted the turn.
    case aborted
  }
}

extension HookOutcome.Run {
  /// Whether it did nothing that is worth a line of a log.
  var isUneventful: Bool { failure == nil && log.isEmpty }

  /// What an invocation used; its tokens and operations are yet to be counted.
  init(_ result: Outcome, of function: String, _ owner: LoadedExtension, failure: ExtensionError? = nil) {
    self.init(
      extensionId: owner.id, function: function, duration: result.duration,
      queueWait: result.queueWait, instructions: result.instructions,
      peakMemory: result.peakMemory, tokens: 0, operations: 0, failure: failure,
      log: result.log.map { .init(level: "\($0.level)", text: $0.text) })
  }
}

extension HookOutcome.Reason {
  /// Why an invocation that was admitted never ran.
  init(_ code: SandboxError.Code) {
    switch code {
    case .queueFull: self = .queueFull
    case .deadline: self = .deadline
    default: self = .killed
    }
  }
}
