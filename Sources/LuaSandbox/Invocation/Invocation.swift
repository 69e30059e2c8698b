/// One call of a script: what it gets, what it may see and what it may use.
public struct Invocation: Sendable {
  /// What is called.
  public var entry: Entry
  /// The first argument of the hook, which many invocations can share.
  public var context: Tape
  /// What goes over the fields of `context` where that is an object; at most
  /// ``Field/limit``.
  public var fields: [Field] = []
  /// The name of a context field that the script may change and whose final
  /// value comes back, if any.
  public var retainedField: String?
  /// The value of that field at the start; an empty table by default.
  public var retainedValue: EncodedValue = .none
  /// The data classes that the script may see, one bit each; values of other
  /// classes read as absent.
  public var grantedClasses: UInt64 = 0
  /// Whether the hook gets a second argument for proposals, and of what kind.
  public var proposals = Proposals.none
  /// What it may use.
  public var budget: Budget
  /// The most it may hand back.
  public var output = OutputLimits()
  /// The seed of `math.random`.
  public var seed: UInt64 = 0
  /// What `os.time()` says: seconds since 1970-01-01 00:00 UTC.
  public var clock: Int64 = 0
  /// Stops the invocation when tripped.
  public var interrupt: Interrupt?
  /// Keeps the invocation from a pool, or stops it there, when it is on.
  public var stopSwitch: StopSwitch?
  /// When it has to be over: a pool gives up one that still waits then, and
  /// one that runs has no more time than this leaves.
  public var deadline: ContinuousClock.Instant?

  /// Makes an invocation with the defaults of its other parts.
  public init(_ entry: Entry, context: Tape = .none, budget: Budget) {
    self.entry = entry
    self.context = context
    self.budget = budget
  }
}

extension Invocation {
  /// What is called.
  public enum Entry: Sendable, Hashable {
    /// The main script itself, which gets the arguments as `...`.
    case body
    /// A function of the table that the main script returns.
    case function(String)
    /// Nothing: the value is the list of that table's function names.
    case exports
  }

  /// What the hook's second argument does.
  public enum Proposals: Sendable, Hashable {
    /// There is none.
    case none
    /// Each of its methods raises an error: the hook is read-only.
    case refused
    /// It collects operations.
    case accepted
  }

  /// What an invocation may use.
  public struct Budget: Sendable, Hashable {
    /// Wall-clock time from the start of the call; `nil` for no limit.
    public var time: Duration? { didSet { nanoseconds = Self.nanoseconds(of: time) } }
    /// Instructions of the Lua VM, exact and reproducible, at about twice the
    /// cost of running; `nil` for no limit and no cost.
    public var instructions: Int?
    /// The time as the bridge takes it, 0 for no limit: many calls share a budget, and a `Duration` is not divided for
    /// nothing.
    private(set) var nanoseconds: UInt64
    /// Whether the time is that of the processor: for work that nobody waits for, which a busy machine does not fail.
    private(set) var isOfProcessor = false

    /// Makes a budget.
    public init(time: Duration?, instructions: Int? = nil) {
      self.time = time
      self.instructions = instructions
      nanoseconds = Self.nanoseconds(of: time)
    }

    /// A budget in processor time.
    package static func processor(_ time: Duration) -> Budget {
      var budget = Budget(time: time)
      budget.isOfProcessor = true
      return budget
    }

    private static func nanoseconds(of time: Duration?) -> UInt64 { time.map { max(1, $0.nanoseconds) } ?? 0 }
  }

  /// The most that an invocation may hand back; beyond it, it fails.
  public struct OutputLimits: Sendable, Hashable {
    /// Bytes of value, operations and retained field together, encoded; each
    /// value counts as 16 bytes at least.
    public var bytes = 1_048_576
    /// Nested tables in each of them; at most 128.
    public var depth = 32
    /// Operations.
    public var operations = 256
    /// Bytes of the log; later lines are dropped.
    public var logBytes = 65_536

    /// Makes the default limits.
    public init() {}
  }
}
