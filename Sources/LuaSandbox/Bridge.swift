import CLuaBridge

/// Lends several blocks of bytes to `body`; they are valid until it returns.
func withBytes<Result>(_ blocks: [[UInt8]], _ body: (UnsafeBufferPointer<perilune_bytes>) -> Result) -> Result {
  unsafe withUnsafeTemporaryAllocation(of: perilune_bytes.self, capacity: blocks.count) { lent in
    func lend(_ index: Int) -> Result {
      guard index < blocks.count else { return unsafe body(UnsafeBufferPointer(lent)) }
      return unsafe blocks[index].withUnsafeBufferPointer { block in
        unsafe lent.initializeElement(at: index, to: perilune_bytes(start: block.baseAddress, count: block.count))
        return lend(index + 1)
      }
    }
    return lend(0)
  }
}

extension [UInt8] {
  /// Copies bytes that the bridge owns.
  init(bridge bytes: perilune_bytes) {
    unsafe self.init(UnsafeBufferPointer(start: bytes.start, count: bytes.count))
  }
}

extension String {
  /// Copies text that the bridge owns; what is not UTF-8 becomes U+FFFD.
  init(bridge bytes: perilune_bytes) {
    self = unsafe String(decoding: UnsafeBufferPointer(start: bytes.start, count: bytes.count), as: UTF8.self)
  }
}

extension SandboxError.Code {
  /// The code for a status of the bridge; `nil` for success.
  init?(_ status: perilune_status) {
    switch status {
    case PERILUNE_COMPLETED: return nil
    case PERILUNE_FAILED: self = .script
    case PERILUNE_SYNTAX: self = .syntax
    case PERILUNE_NO_FUNCTION: self = .missingFunction
    case PERILUNE_OUTPUT: self = .output
    case PERILUNE_TIME: self = .time
    case PERILUNE_MEMORY: self = .memory
    case PERILUNE_INSTRUCTIONS: self = .instructions
    case PERILUNE_KILLED: self = .killed
    default: self = .unavailable
    }
  }
}

extension SandboxError {
  /// Makes an error of a message that Lua may have prefixed with `file:line:`.
  init(_ code: Code, _ message: String, in file: String) {
    self.init(code, message)
    self.file = file
    takePlace(fromPrefixOf: file)
  }

  /// Moves a leading `file:line: ` from the message into its fields.
  mutating func takePlace(fromPrefixOf file: String) {
    // Lua shortens long file names to 59 bytes with "..." in front; the end of the name is what is left of it.
    guard let colon = message.firstRange(of: ": ") else { return }
    let prefix = message[..<colon.lowerBound]
    guard let divider = prefix.lastIndex(of: ":"), let line = Int(prefix[prefix.index(after: divider)...]) else {
      return
    }
    let name = prefix[..<divider]
    guard name == file || (name.hasPrefix("...") && file.hasSuffix(name.dropFirst(3))) else { return }
    self.line = line
    message = String(message[colon.upperBound...])
  }
}
