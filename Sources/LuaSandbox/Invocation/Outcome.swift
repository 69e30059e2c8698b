/// What came of an invocation.
public struct Outcome: Sendable {
  /// Why it failed; `nil` when it completed.
  public var failure: SandboxError?
  /// What the hook returned; empty when it failed.
  public var value: EncodedValue
  /// The operations it proposed, one encoded array after the other: the
  /// operation's name, then its arguments; empty when it failed.
  public var operations: EncodedValue
  /// The final value of the retained field; empty when it failed or did not
  /// touch the field.
  public var retained: EncodedValue
  /// The lines it logged, also when it failed.
  public var log: [LogLine]
  /// Whether lines were dropped at the limit.
  public var logWasCut: Bool
  /// The wall-clock time of the call.
  public var duration: Duration
  /// The wall-clock time that it waited in a pool before the call.
  public var queueWait = Duration.zero
  /// The VM instructions it used; 0 without an instruction budget.
  public var instructions: Int
  /// The most bytes that the sandbox held during the call.
  public var peakMemory: Int
}

extension Outcome {
  /// A line that a script logged.
  public struct LogLine: Sendable, Hashable {
    /// How important it is.
    public var level: Level
    /// The text, with bytes that are not UTF-8 repaired.
    public var text: String
  }

  /// How important a line is.
  public enum Level: UInt8, Sendable, Hashable, CaseIterable {
    case debug, info, warn, error
  }
}
