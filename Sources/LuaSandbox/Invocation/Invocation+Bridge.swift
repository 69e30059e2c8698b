import CLuaBridge

extension Invocation {
  var functionName: String {
    if case .function(let name) = entry { name } else { "" }
  }

  /// Calls `body` with what the bridge takes; it points into this invocation
  /// and lives as long as `body` runs.
  ///
  /// Nothing is allocated: names are copied to the stack, tapes are lent.
  func withCall(_ body: (inout perilune_call) -> Void) {
    var call = unsafe bare
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(1, nameCount)) { room in
      unsafe withUnsafeTemporaryAllocation(of: perilune_field.self, capacity: Field.limit) { bridged in
        var used = 0
        unsafe call.function = lend(functionName, room, &used)
        unsafe call.retained = lend(retainedField ?? "", room, &used)
        for (index, field) in fields.enumerated() {
          unsafe bridged.initializeElement(at: index, to: perilune_field())
          unsafe bridged[index].name = lend(field.name, room, &used)
        }
        unsafe call.fields = UnsafePointer(bridged.baseAddress)
        unsafe call.field_count = fields.count
        unsafe lendTapes(&call, bridged, body)
      }
    }
  }

  private var nameCount: Int {
    fields.reduce(functionName.utf8.count + (retainedField?.utf8.count ?? 0)) { $0 + $1.name.utf8.count }
  }

  private func lendTapes(
    _ call: inout perilune_call, _ bridged: UnsafeMutableBufferPointer<perilune_field>,
    _ body: (inout perilune_call) -> Void
  ) {
    unsafe context.bytes.withUnsafeBufferPointer { lent in
      unsafe call.context = perilune_bytes(lent)
      unsafe retainedValue.bytes.withUnsafeBufferPointer { lent in
        unsafe call.initial = perilune_bytes(lent)
        unsafe lendFields(from: 0, &call, bridged, body)
      }
    }
  }

  private func lendFields(
    from index: Int, _ call: inout perilune_call, _ bridged: UnsafeMutableBufferPointer<perilune_field>,
    _ body: (inout perilune_call) -> Void
  ) {
    guard index < fields.count else { return unsafe body(&call) }
    switch fields[index].content {
    case .integer(let number):
      unsafe bridged[index].integer = number
      unsafe lendFields(from: index + 1, &call, bridged, body)
    case .tape(let tape):
      unsafe tape.bytes.withUnsafeBufferPointer { lent in
        unsafe bridged[index].tape = perilune_bytes(lent)
        unsafe lendFields(from: index + 1, &call, bridged, body)
      }
    }
  }

  /// The call without what it points to.
  private var bare: perilune_call {
    var call = unsafe perilune_call()
    unsafe call.entry = entry.bridged
    unsafe call.proposals = proposals.bridged
    unsafe call.granted = grantedClasses
    unsafe call.time_limit = budget.nanoseconds
    unsafe call.is_processor_time = budget.isOfProcessor
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

/// Copies a text into `room` behind the `used` bytes.
private func lend(_ text: String, _ room: UnsafeMutableBufferPointer<UInt8>, _ used: inout Int) -> perilune_bytes {
  let target = unsafe UnsafeMutableBufferPointer(rebasing: room[used..<used + text.utf8.count])
  used += target.count
  let isCopied: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { _ = unsafe target.initialize(from: $0) }
  if isCopied == nil { _ = unsafe target.initialize(from: text.utf8) }
  return unsafe perilune_bytes(UnsafeBufferPointer(target))
}

extension perilune_bytes {
  fileprivate init(_ buffer: UnsafeBufferPointer<UInt8>) {
    unsafe self.init(start: buffer.baseAddress, count: buffer.count)
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
