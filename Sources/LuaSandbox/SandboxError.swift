/// Why a sandbox could not do what it was asked to.
public struct SandboxError: Error, Sendable, Hashable {
  /// What kind of failure it is; the only part that programs should compare.
  public var code: Code
  /// What happened and what to do, as the script or the sandbox says it.
  public var message: String
  /// The file that raised it, by the name it was loaded with, where known.
  public var file: String?
  /// The line in that file, counted from 1, where known.
  public var line: Int?
  /// The script's call stack, innermost call first, at most 12 calls, one a
  /// line.
  public var traceback: String?

  /// Makes an error without a place.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

extension SandboxError {
  /// The kinds of failure.
  @nonexhaustive
  public enum Code: Sendable, Hashable, CaseIterable {
    /// The script raised an error.
    case script
    /// The source does not compile.
    case syntax
    /// The main script returned no table, or the table lacks the function.
    case missingFunction
    /// What was returned or proposed breaks a limit or has no JSON form.
    case output
    /// The wall-clock budget was spent.
    case time
    /// The memory limit was reached.
    case memory
    /// The instruction budget was spent.
    case instructions
    /// An interrupt was tripped, or a stop switch is on.
    case killed
    /// The deadline passed while the invocation waited in a pool.
    case deadline
    /// The pool's queue was full.
    case queueFull
    /// The system refused memory, a timer or a thread.
    case unavailable
  }

  /// Whether the sandbox is spent: it can only be thrown away.
  var endsSandbox: Bool {
    switch code {
    case .time, .memory, .instructions, .killed, .unavailable: true
    case .script, .syntax, .missingFunction, .output, .queueFull, .deadline: false
    }
  }
}

extension SandboxError: CustomStringConvertible {
  /// One line for a log: place and message.
  public var description: String {
    let place = [file, line.map(String.init)].compactMap(\.self).joined(separator: ":")
    return place.isEmpty ? message : "\(place): \(message)"
  }
}
