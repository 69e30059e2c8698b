import CLuaBridge

extension Outcome {
  /// Copies what a call left; the bridge's bytes live until its next call.
  init(_ result: perilune_result, of budget: Invocation.Budget, memoryLimit: Int) {
    let failure = unsafe SandboxError(result, of: budget, memoryLimit: memoryLimit)
    let hasOutput = failure == nil
    unsafe self.init(
      failure: failure,
      value: hasOutput ? EncodedValue(bridge: result.value) : .none,
      operations: hasOutput ? EncodedValue(bridge: result.operations) : .none,
      retained: hasOutput ? EncodedValue(bridge: result.retained) : .none,
      log: result.log.count == 0 ? [] : LogLine.lines(of: [UInt8](bridge: result.log)),
      logWasCut: result.log_was_cut,
      duration: .nanoseconds(Int64(clamping: result.duration)),
      instructions: Int(clamping: result.instructions),
      peakMemory: result.peak_memory
    )
  }
}

extension EncodedValue {
  private static let null = EncodedValue(bytes: [Tag.null.rawValue])

  /// Copies a value that the bridge owns; most hooks return nothing, which takes no memory.
  fileprivate init(bridge bytes: perilune_bytes) {
    if unsafe bytes.count == 1 && bytes.start?[0] == Tag.null.rawValue {
      self = .null
    } else {
      unsafe self.init(bytes: bytes.count == 0 ? [] : [UInt8](bridge: bytes))
    }
  }
}

extension Outcome.LogLine {
  /// Reads lines of level (1 byte), count (4 bytes) and text.
  fileprivate static func lines(of bytes: [UInt8]) -> [Self] {
    var lines: [Self] = []
    var rest = bytes[...]
    while rest.count >= 5, let level = Outcome.Level(rawValue: rest.removeFirst()) {
      let count = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(4)
      lines.append(Self(level: level, text: String(decoding: rest.prefix(count), as: UTF8.self)))
      rest = rest.dropFirst(count)
    }
    return lines
  }
}

extension SandboxError {
  /// The failure of a call; `nil` when it completed.
  fileprivate init?(_ result: perilune_result, of budget: Invocation.Budget, memoryLimit: Int) {
    guard let code = unsafe Code(result.status) else { return nil }
    let message = unsafe String(bridge: result.message)
    self.init(code, message.isEmpty ? code.message(budget, memoryLimit) : message)
    let file = unsafe String(bridge: result.file)
    self.file = file.isEmpty ? nil : file
    line = unsafe result.line > 0 ? Int(result.line) : nil
    let traceback = unsafe String(bridge: result.traceback)
    self.traceback = traceback.isEmpty ? nil : String(traceback.dropLast())
    if !file.isEmpty { takePlace(fromPrefixOf: file) }
  }
}

extension SandboxError.Code {
  /// What is said where the script left no words.
  fileprivate func message(_ budget: Invocation.Budget, _ memoryLimit: Int) -> String {
    switch self {
    case .time: "the time budget of \((budget.time ?? .zero) / .milliseconds(1)) ms was spent"
    case .memory: "the memory limit of \(memoryLimit / 1_024) KB was reached"
    case .instructions: "the budget of \(budget.instructions ?? 0) instructions was spent"
    case .killed: "the invocation was stopped"
    case .unavailable: "the system refused a timer"
    case .script, .syntax, .missingFunction, .output, .queueFull, .deadline: "the script failed without a message"
    }
  }
}
