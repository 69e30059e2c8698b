extension StateOperation.Kind {
  /// The value that the operation makes of `old`, which stands at `path`.
  ///
  /// - Throws: `.storeFailure` when the value has another kind; the message
  ///   names the kind, never the content.
  func applied(to old: Value?, at path: StatePath) throws(ExtensionError) -> Value {
    switch (self, old) {
    case (.set(let value), _): return value
    case (.increment(let delta), nil): return Value.int(0).adding(delta) ?? delta
    case (.append(let items), nil): return .array(items)
    case (.increment(let delta), let old?):
      if let sum = old.adding(delta) { return sum }
      throw mismatch(old, at: path)
    case (.append(let items), .array(let present)): return .array(present + items)
    case (.append, let old?): throw mismatch(old, at: path)
    }
  }

  private func mismatch(_ found: Value, at path: StatePath) -> ExtensionError {
    let expected = if case .increment = self { "a number" } else { "an array" }
    let problem = "it holds \(found.kindDescription), not \(expected)"
    return ExtensionError(.storeFailure, "cannot \(verb) \"\(path)\": \(problem)")
  }
}

extension Value {
  /// The sum of two numbers; `nil` where one is not a number.
  ///
  /// Integers stay integers while the sum fits; a sum beyond the doubles stays
  /// at their end, so that one proposal cannot make the state unstorable.
  func adding(_ other: Value) -> Value? {
    if case (.int(let left), .int(let right)) = (self, other) {
      let (sum, overflows) = left.addingReportingOverflow(right)
      if !overflows { return .int(sum) }
    }
    guard let left = doubleValue, let right = other.doubleValue else { return nil }
    let limit = Double.greatestFiniteMagnitude
    return .double(max(-limit, min(limit, left + right)))
  }
}
