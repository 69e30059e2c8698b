extension Source {
  /// Refuses what Lua's compiler or its error messages could not bear.
  ///
  /// The size bounds the compiler's work. The chain bounds a recursion of the C
  /// library: Lua 5.4.4 names the value in "attempt to index a nil value (field
  /// 'x')" by walking back over the expression, a C frame for each index step.
  func checkLimits() throws(SandboxError) {
    guard bytes.count <= Self.sizeLimit else {
      throw limitError("the file is larger than \(Self.sizeLimit) bytes; split it into modules", line: nil)
    }
    var scanner = ChainScanner(bytes)
    guard let line = scanner.firstLine(withChainOver: Self.chainLimit) else { return }
    let advice = "too long: the expression has more than \(Self.chainLimit) index steps in a row; use local variables"
    throw limitError(advice, line: line)
  }

  private func limitError(_ message: String, line: Int?) -> SandboxError {
    var error = SandboxError(.syntax, message)
    error.file = file
    error.line = line
    return error
  }
}
