import CLuaBridge

extension Sandbox {
  /// Runs an invocation to its end, within its budget.
  ///
  /// Whatever the script does, this returns within a millisecond after the
  /// time budget, on a processor that is free. After a failure of code `time`,
  /// `memory`, `instructions` or `killed` the sandbox is spent: later calls
  /// fail with `unavailable`.
  public mutating func call(_ invocation: Invocation) -> Outcome {
    precondition(invocation.fields.count <= Invocation.Field.limit, "an invocation has too many fields")
    return unsafe withBytes(invocation.blocks) { lent in
      unsafe withUnsafeTemporaryAllocation(of: perilune_field.self, capacity: Invocation.Field.limit) { fields in
        var call = unsafe invocation.makeCall(lent, fields)
        var result = unsafe perilune_result()
        unsafe perilune_state_call(state, &call, &result)
        return unsafe Outcome(result, of: invocation.budget, memoryLimit: memoryLimit)
      }
    }
  }
}

extension Invocation {
  var functionName: String {
    if case .function(let name) = entry { name } else { "" }
  }

  /// Everything that the call points to: what every one has, then a name and a
  /// tape per field.
  var blocks: [[UInt8]] {
    var blocks = [context.bytes, Array(functionName.utf8), Array((retainedField ?? "").utf8), retainedValue.bytes]
    for field in fields {
      blocks.append(Array(field.name.utf8))
      if case .tape(let tape) = field.content { blocks.append(tape.bytes) } else { blocks.append([]) }
    }
    return blocks
  }

  /// The call with the blocks that it was lent.
  func makeCall(
    _ lent: UnsafeBufferPointer<perilune_bytes>, _ room: UnsafeMutableBufferPointer<perilune_field>
  ) -> perilune_call {
    var call = unsafe perilune_call()
    unsafe (call.context, call.function, call.retained, call.initial) = unsafe (lent[0], lent[1], lent[2], lent[3])
    for (index, field) in fields.enumerated() {
      var bridged = unsafe perilune_field(name: lent[4 + 2 * index], tape: lent[5 + 2 * index], integer: 0)
      if case .integer(let number) = field.content { unsafe bridged.integer = number }
      unsafe room.initializeElement(at: index, to: bridged)
    }
    unsafe call.fields = UnsafePointer(room.baseAddress)
    unsafe call.field_count = fields.count
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
