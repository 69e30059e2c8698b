extension StateTransaction {
  static func validate(
    txId: String,
    originExtension: String,
    weight: Double,
    metadata: Value.Object
  ) throws(ExtensionError) {
    if txId.isEmpty { throw invalid("needs an id") }
    if originExtension.isEmpty { throw invalid("needs the id of the extension that proposes it") }
    if !weight.isFinite { throw invalid("has a weight that is not a finite number") }
    switch Value.object(metadata).storageProblem(depth: 0) {
    case .notFinite: throw invalid("has metadata with a number that is not finite")
    case .tooDeep: throw invalid("has metadata that nests deeper than \(StateTree.maximumDepth) levels")
    case nil: break
    }
  }

  /// Checks the operations one by one and together, and reduces them.
  static func validate(_ operations: [StateOperation]) throws(ExtensionError) -> [StateOperation] {
    if operations.isEmpty { throw invalid("has no operation; it needs at least one") }
    var reducer = OperationReducer()
    for (offset, operation) in operations.enumerated() {
      try operation.validate()
      do throws(ExtensionError) {
        try reducer.add(operation)
      } catch {
        var problem = invalid("contradicts itself: its operation \(offset + 1) can never apply after those before it")
        problem.causes = [error]
        throw problem
      }
    }
    return reducer.operations
  }

  private static func invalid(_ problem: String) -> ExtensionError {
    ExtensionError(.outputInvalid, "a state transaction \(problem)")
  }
}

extension ExtensionError {
  /// The same error with the extension it belongs to.
  func of(extension id: String) -> ExtensionError {
    var copy = self
    copy.extensionId = id.isEmpty ? nil : id
    return copy
  }
}
