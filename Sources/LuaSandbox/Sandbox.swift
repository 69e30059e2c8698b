import CLuaBridge

/// One Lua state with a wall around it: scripts are loaded once, and each call
/// instantiates them anew in an environment of its own.
///
/// A sandbox belongs to one thread at a time; hand it over with `sending`. A
/// call blocks its thread, so call it on a thread that may block, with a stack
/// of at least 1 MB (``SandboxPool`` has such threads).
///
/// ```swift
/// var sandbox = try Sandbox(memoryLimit: 1 << 20)
/// try sandbox.load(Source("return 6 * 7", file: "answer.lua"))
/// let outcome = sandbox.call(Invocation(.body, budget: .init(time: .milliseconds(5))))
/// ```
@safe  // The pointer never leaves this struct, which cannot be copied and closes it once.
public struct Sandbox: ~Copyable {
  let state: OpaquePointer
  let memoryLimit: Int

  /// Opens a sandbox.
  ///
  /// - Parameter memoryLimit: Bytes that it may hold, about 40 kB of libraries
  ///   included.
  /// - Throws: ``SandboxError/Code/memory`` when the limit is too small,
  ///   ``SandboxError/Code/unavailable`` when the system has no memory.
  public init(memoryLimit: Int) throws(SandboxError) {
    var opened: OpaquePointer?
    let status = unsafe perilune_state_open(max(0, memoryLimit), &opened)
    guard let state = unsafe opened else {
      guard status == PERILUNE_MEMORY else { throw SandboxError(.unavailable, "the system refused a new sandbox") }
      throw SandboxError(.memory, "a memory limit of \(memoryLimit) bytes is too small for the Lua libraries")
    }
    unsafe self.state = state
    self.memoryLimit = memoryLimit
  }

  deinit { unsafe perilune_state_close(state) }

  /// The bytes it holds now.
  public var memory: Int { unsafe perilune_state_memory(state) }

  /// Compiles a source; the main script and every module are loaded before the
  /// first call.
  ///
  /// - Throws: ``SandboxError/Code/syntax`` with file and line, also for a
  ///   source beyond the limits of ``Source``; ``SandboxError/Code/time`` and
  ///   ``SandboxError/Code/memory``, after which the sandbox is spent.
  public mutating func load(_ source: Source) throws(SandboxError) {
    try source.checkLimits()
    let blocks = [Array(source.module.utf8), Array(source.file.utf8), source.bytes]
    let limit = Source.compileTimeLimit.nanoseconds
    let status = unsafe withBytes(blocks) { unsafe perilune_state_load(state, $0[0], $0[1], $0[2], limit) }
    try checkLoad(status, of: source.file)
  }

  func checkLoad(_ status: perilune_status, of file: String) throws(SandboxError) {
    guard let code = SandboxError.Code(status) else { return }
    let message = unsafe String(bridge: perilune_state_message(state))
    throw SandboxError(code, message.isEmpty ? code.compileMessage(memoryLimit) : message, in: file)
  }

  /// Whether ``settle()`` has to free anything, or would say `false`.
  var isUnsettled: Bool { unsafe perilune_state_is_unsettled(state) }

  /// Frees what the last call left, within bounds, so that it is not paid by
  /// the next one.
  ///
  /// - Returns: `false` when the sandbox is spent or a new one is cheaper:
  ///   throw it away.
  public mutating func settle() -> Bool { unsafe perilune_state_settle(state) }

  /// For tests: refuses `count` memory requests from the one with number
  /// `ordinal` on, counted from now; 0 lifts the rule.
  package mutating func refuseAllocation(from ordinal: Int, count: Int = .max) {
    unsafe perilune_state_refuse_allocation(state, ordinal, count)
  }

  /// For tests: the memory requests since the last rule for refusals.
  package var requests: Int { unsafe perilune_state_requests(state) }
}

extension SandboxError.Code {
  /// What is said where the compiler left no words.
  fileprivate func compileMessage(_ memoryLimit: Int) -> String {
    switch self {
    case .time: "compiling took longer than \(Source.compileTimeLimit / .milliseconds(1)) ms; split the file"
    case .memory: "the memory limit of \(memoryLimit / 1_024) KB was reached while compiling"
    default: "the sandbox was spent by an earlier call and can only be closed"
    }
  }
}
