import LuaSandbox
public import PeriluneModel

/// Tries the body of one hook: a chunk that gets `ctx` and `tx` as `...`.
///
/// The calls of a trial use one sandbox after the other as an extension's would:
/// each starts clean, and one that was killed is replaced.
///
/// ```swift
/// let trial = ScriptTrial(script: Array("return ctx == nil".utf8), file: "a.lua", options: .init())
/// let call = await trial.call()
/// ```
public struct ScriptTrial: Sendable {
  /// How a trial is run.
  public struct Options: Sendable {
    /// The hook whose body is tried.
    public var hook = HookKind.preChatTurn
    /// What the hook gets; a plausible context of the hook by default.
    public var context: HookContext?
    /// The data classes that are granted.
    public var scopes: Set<DataClass> = []
    /// Wall-clock milliseconds; the hook's default by default.
    public var budgetMs: Int?
    /// Memory in KB of 1024 bytes.
    public var memoryKB = 16_384
    /// VM instructions; no limit by default.
    public var instructions: Int?
    /// The seed of random numbers.
    public var seed: UInt64 = 0

    /// Makes the default options.
    public init() {}
  }

  /// How a call ended; each raw value is the name in JSON.
  @nonexhaustive
  public enum Ending: String, Sendable, Hashable, CaseIterable {
    case completed, failed, time, memory, instructions, output, killed
  }

  /// What one call did.
  public struct Call: Sendable {
    /// How it ended.
    public var ending: Ending
    /// What it returned.
    public var value: Value
    /// What it proposed.
    public var operations: [StateOperation]
    /// Why it failed.
    public var error: ExtensionError?
    /// Its wall-clock time.
    public var duration: Duration
    /// The most bytes its sandbox held.
    public var peakMemory: Int
    /// What it logged.
    public var log: [HookOutcome.LogLine]
  }

  /// The values that are tagged in a trial's context, so that scopes matter.
  public static let tags = [
    DataClassTag("attributes.private.**", .privateAttributes), DataClassTag("moderation.**", .moderationFlags),
  ].compactMap(\.self)

  private let sources: [Source]
  private let options: Options
  private let pool: SandboxPool

  /// Makes a trial of a script.
  public init(script: [UInt8], file: String, options: Options) {
    sources = [Source(bytes: script, file: file)]
    self.options = options
    pool = SandboxPool(sources: sources, limits: .init(memory: options.memoryKB * 1_024, concurrency: 1))
  }

  /// Calls the body once.
  public func call() async -> Call {
    do {
      return finished(try await pool.run(try invocation()))
    } catch let error as SandboxError {
      return .failed(ExtensionError(error, sources: sources), as: Ending(error.code))
    } catch {
      return .failed(error as? ExtensionError ?? ExtensionError(.configInvalid, "\(error)"))
    }
  }

  private func invocation() throws(ExtensionError) -> Invocation {
    let context = options.context ?? .plausible(for: options.hook)
    if let problem = context.problems.first { throw problem }
    let encoder = ContextEncoder(tags: Self.tags + context.tags, mask: try ClassMask(granted: options.scopes))
    let budget = options.budgetMs ?? options.hook.defaultBudgetMs
    var fields = context.sharedFields
    fields["timeBudgetMs"] = .int(Int64(budget))
    fields["tokenBudget"] = context.tokenBudget.map { .int(Int64($0)) }
    if fields["config"] == nil { fields["config"] = [:] }
    var invocation = Invocation(
      .body, context: encoder.encode(.object(fields)),
      budget: .init(time: .milliseconds(budget), instructions: options.instructions))
    invocation.retainedField = "scratch"
    if let scratch = context.payload["scratch"] { invocation.retainedValue = EncodedValue(scratch) }
    invocation.grantedClasses = encoder.mask.granted(options.scopes)
    invocation.proposals = options.hook.isReadOnly ? .refused : .accepted
    invocation.seed = options.seed
    invocation.clock = context.clock ?? 1_767_225_600
    return invocation
  }

  private func finished(_ outcome: Outcome) -> Call {
    var call = Call(
      ending: .completed, value: Value(outcome.value), operations: [], duration: outcome.duration,
      peakMemory: outcome.peakMemory, log: outcome.log.map { .init(level: "\($0.level)", text: $0.text) })
    if let failure = outcome.failure {
      call.ending = Ending(failure.code)
      call.error = ExtensionError(failure, sources: sources)
      return call
    }
    var reader = ProposalReader(txId: "trial", origin: "trial", scopes: options.scopes, tags: Self.tags)
    do throws(ExtensionError) {
      call.operations = try reader.read(outcome.operations)?.operations ?? []
      call.error = reader.warnings.first
    } catch {
      call.ending = .output
      call.error = error
    }
    return call
  }
}

extension ScriptTrial.Ending {
  fileprivate init(_ code: SandboxError.Code) {
    switch code {
    case .time: self = .time
    case .memory: self = .memory
    case .instructions: self = .instructions
    case .output: self = .output
    case .killed: self = .killed
    default: self = .failed
    }
  }
}

extension ScriptTrial.Call {
  /// A call that never reached the script.
  public static func failed(_ error: ExtensionError, as ending: ScriptTrial.Ending = .failed) -> ScriptTrial.Call {
    ScriptTrial.Call(
      ending: ending, value: .null, operations: [], error: error, duration: .zero, peakMemory: 0, log: [])
  }

  /// The call as JSON shows it.
  public var json: Value {
    [
      "outcome": .string(ending.rawValue), "value": value, "operations": .array(operations.map(\.value)),
      "error": error?.value ?? .null, "durationMs": .double(duration.milliseconds),
      "peakMemoryKB": .int(Int64((peakMemory + 1_023) / 1_024)),
      "log": .array(log.map { ["level": .string($0.level), "text": .string($0.text)] }),
    ]
  }
}
