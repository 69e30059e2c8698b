extension StateOperation {
  /// Checks what can be checked without the state: an increment by a finite
  /// number, finite numbers everywhere, and no nesting beyond
  /// `StateTree.maximumDepth`.
  ///
  /// - Throws: `.outputInvalid`.
  func validate() throws(ExtensionError) {
    switch kind {
    case .set(let value):
      try validate(value, depth: path.parts.count)
    case .increment(let delta):
      if delta.doubleValue == nil { throw invalid("needs a number, not \(delta.kindDescription)") }
      try validate(delta, depth: path.parts.count)
    case .append(let items):
      for item in items { try validate(item, depth: path.parts.count + 1) }
    }
  }

  private func validate(_ value: Value, depth: Int) throws(ExtensionError) {
    switch value.storageProblem(depth: depth) {
    case .notFinite: throw invalid("holds a number that is not finite")
    case .tooDeep: throw invalid("nests deeper than \(StateTree.maximumDepth) levels, its path included")
    case nil: break
    }
  }

  private func invalid(_ problem: String) -> ExtensionError {
    ExtensionError(.outputInvalid, "\(kind.name) of \"\(path)\" \(problem)")
  }
}

extension Value {
  /// What keeps a value out of a state.
  enum StorageProblem {
    case notFinite
    case tooDeep
  }

  /// The first problem of a value that stands `depth` levels below the root.
  func storageProblem(depth: Int) -> StorageProblem? {
    if depth > StateTree.maximumDepth { return .tooDeep }
    switch self {
    case .double(let number): return number.isFinite ? nil : .notFinite
    case .array(let items): return Self.firstProblem(in: items, depth: depth + 1)
    case .object(let fields): return Self.firstProblem(in: fields.lazy.map(\.value), depth: depth + 1)
    default: return nil
    }
  }

  // A loop, since the first element of a lazy `compactMap` is computed twice: 2^depth times for a deep problem.
  private static func firstProblem(in values: some Sequence<Value>, depth: Int) -> StorageProblem? {
    for value in values {
      if let problem = value.storageProblem(depth: depth) { return problem }
    }
    return nil
  }
}
