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
    var result = unsafe perilune_result()
    unsafe invocation.withCall { call in
      unsafe perilune_state_call(state, &call, &result)
    }
    return unsafe Outcome(result, of: invocation.budget, memoryLimit: memoryLimit)
  }
}
