import CLuaBridge

extension Sandbox {
  /// Runs an invocation to its end, within its budget.
  ///
  /// Whatever the script does, this returns within a millisecond after the
  /// time budget, on a processor that is free. After a failure of code `time`,
  /// `memory`, `instructions` or `killed` the sandbox is spent: later calls
  /// fail with `unavailable`.
  public mutating func call(_ invocation: Invocation) -> Outcome {
    let blocks = [
      invocation.context.bytes, invocation.overlay.bytes,
      Array(invocation.functionName.utf8), Array((invocation.retainedField ?? "").utf8),
    ]
    return unsafe withBytes(blocks) { lent in
      var call = unsafe invocation.makeCall()
      unsafe (call.context, call.overlay, call.function, call.retained) = unsafe (lent[0], lent[1], lent[2], lent[3])
      var result = unsafe perilune_result()
      unsafe perilune_state_call(state, &call, &result)
      return unsafe Outcome(result, of: invocation.budget, memoryLimit: memoryLimit)
    }
  }
}

extension Invocation {
  var functionName: String {
    if case .function(let name) = entry { name } else { "" }
  }

  /// The call without its bytes.
  func makeCall() -> perilune_call {
    var call = unsafe perilune_call()
    unsafe call.entry = entry.bridged
    unsafe call.proposals = proposals.bridged
    unsafe call.granted = grantedClasses
    unsafe call.time_limit = budget.time.map { max(1, $0.nanoseconds) } ?? 0
    unsafe call.instruction_limit = budget.instructions.map { UInt64(max(1, $0)) } ?? 0
    unsafe call.seed = seed
    unsafe call.clock = clock
    unsafe call.output_limit = max(0, output.bytes)
    unsafe call.depth_limit = UInt32(min(max(0, output.depth), 128))
    unsafe call.operation_limit = UInt32(clamping: output.operations)
    unsafe call.log_limit = max(0, output.logBytes)
    unsafe call.interrupt = interrupt?.pointer
    return unsafe call
  }
}

extension Invocation.Entry {
  fileprivate var bridged: perilune_entry {
    switch self {
    case .body: PERILUNE_ENTRY_BODY
    case .function: PERILUNE_ENTRY_FUNCTION
    case .exports: PERILUNE_ENTRY_EXPORTS
    }
  }
}

extension Invocation.Proposals {
  fileprivate var bridged: perilune_proposals {
    switch self {
    case .none: PERILUNE_PROPOSALS_NONE
    case .refused: PERILUNE_PROPOSALS_REFUSED
    case .accepted: PERILUNE_PROPOSALS_ACCEPTED
    }
  }
}

extension Duration {
  /// The whole nanoseconds, at least 0 and at most `UInt64.max`.
  var nanoseconds: UInt64 {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    let (product, overflows) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    return overflows ? .max : product &+ UInt64(attoseconds / 1_000_000_000)
  }
}
