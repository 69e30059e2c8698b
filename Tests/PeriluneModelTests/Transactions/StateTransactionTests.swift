import PeriluneModel
import Testing

@Suite struct StateTransactionTests {
  @Test(arguments: [
    ([StateOperation.Kind.increment("2")], "needs a number, not a string"),
    ([.increment(.double(.nan))], "not finite"), ([.increment(.double(.infinity))], "not finite"),
    ([.set([1, ["x": .double(.nan)]])], "not finite"), ([.append([.double(.infinity)])], "not finite"),
    ([], "at least one"),
  ])
  func anOperationThatNoStateCanHoldIsRefused(_ kinds: [StateOperation.Kind], _ reason: String) throws {
    let operations = try kinds.map { try operation("a.b", $0) }
    let error = #expect(throws: ExtensionError.self) {
      try StateTransaction(txId: "1", originExtension: "mood", operations: operations)
    }
    #expect(error?.code == .outputInvalid)
    #expect(error?.extensionId == "mood")
    #expect(error?.message.contains(reason) == true, "found \(error?.message ?? "")")
  }

  @Test func idsAndWeightAreChecked() throws {
    let operations = [try operation("a", .set(1))]
    #expect(throws: ExtensionError.self) {
      try StateTransaction(txId: "", originExtension: "mood", operations: operations)
    }
    #expect(throws: ExtensionError.self) {
      try StateTransaction(txId: "1", originExtension: "", operations: operations)
    }
    #expect(throws: ExtensionError.self) {
      try StateTransaction(txId: "1", originExtension: "mood", operations: operations, weight: .nan)
    }
  }

  @Test func nestingIsBoundedTogetherWithThePath() throws {
    func nested(_ levels: Int) -> Value { (0..<levels).reduce(.int(1)) { inner, _ in [inner] } }
    #expect(throws: Never.self) { try transaction("1", ("a.b", .set(nested(62)))) }
    #expect(throws: ExtensionError.self) { try transaction("1", ("a.b", .set(nested(63)))) }
    #expect(throws: Never.self) { try transaction("1", ("a.b", .append([nested(61)]))) }
    #expect(throws: ExtensionError.self) { try transaction("1", ("a.b", .append([nested(62)]))) }
    #expect(throws: ExtensionError.self) {
      try transaction("1", ("a", .set(1)), metadata: ["x": nested(64)])
    }
  }

  @Test(arguments: [
    [("a", StateOperation.Kind.set("x")), ("a", .increment(1))],
    [("a", .set(1)), ("a.b", .set(1))],
    [("a", .set(["b": []])), ("a.b.c", .increment(1))],
    [("a", .append([])), ("a", .increment(1))],
    [("a.b", .set(1)), ("a", .append([1]))],
    [("a.b", .set(1)), ("a.c", .set(1)), ("a", .increment(1))],
    [("a", .increment(1)), ("a.b", .append([1]))],
  ])
  func operationsThatCanNeverFollowEachOtherAreRefused(_ steps: [(String, StateOperation.Kind)]) throws {
    let operations = try steps.map { try operation($0.0, $0.1) }
    let error = #expect(throws: ExtensionError.self) {
      try StateTransaction(txId: "1", originExtension: "mood", operations: operations)
    }
    #expect(error?.code == .outputInvalid)
    #expect(error?.message.contains("its operation \(steps.count) can never apply") == true)
    #expect(error?.causes.first?.code == .storeFailure)
    #expect(throws: ExtensionError.self) { try StateTree().applying(operations) }
  }

  @Test(arguments: [
    ([("n", StateOperation.Kind.increment(2)), ("n", .increment(3))], [("n", StateOperation.Kind.increment(5))]),
    ([("n", .increment(2)), ("n", .increment(0.5))], [("n", .increment(2.5))]),
    ([("n", .increment(2)), ("n", .set(7))], [("n", .set(7))]),
    ([("n", .set(7)), ("n", .increment(2))], [("n", .set(9))]),
    ([("l", .append([1])), ("l", .append([2, 3]))], [("l", .append([1, 2, 3]))]),
    ([("l", .set([1])), ("l", .append([2]))], [("l", .set([1, 2]))]),
    ([("a.b", .increment(1)), ("a.c.d", .append([1])), ("a", .set(.null))], [("a", .set(.null))]),
    (
      [("a", .set(["b": 1])), ("a.b", .increment(1)), ("a.c.d", .append([1]))],
      [("a", .set(["b": 2, "c": ["d": [1]]]))]
    ),
    (
      [("x", .increment(1)), ("y", .set(1)), ("x", .increment(1)), ("y", .set(2))],
      [("x", .increment(2)), ("y", .set(2))]
    ),
    ([("n", .increment(.int(.max))), ("n", .increment(1))], [("n", .increment(9_223_372_036_854_775_808.0))]),
  ])
  func theNetOperationsAreTheFewest(
    _ steps: [(String, StateOperation.Kind)],
    _ expected: [(String, StateOperation.Kind)]
  ) throws {
    let proposal = try StateTransaction(
      txId: "1",
      originExtension: "mood",
      operations: steps.map { try operation($0.0, $0.1) }
    )
    #expect(try proposal.netOperations == expected.map { try operation($0.0, $0.1) })
  }

  @Test(arguments: 0..<10)
  func reducingIsIdempotentAndChangesNoOutcome(_ seed: UInt64) throws {
    var random = RandomTransactions(seed: seed)
    for _ in 0..<200 {
      let proposal = random.transaction("1")
      let net = proposal.netOperations
      let again = try StateTransaction(txId: "1", originExtension: "mood", operations: net)
      #expect(again.netOperations == net)
      for (index, one) in net.enumerated() {
        #expect(net[(index + 1)...].allSatisfy { !$0.path.overlaps(one.path) })
      }
      let start = StateTree(random.value().objectValue ?? Value.Object())
      if let stepByStep = try? start.applying(proposal.operations) {
        #expect(try start.applying(net) == stepByStep)
        #expect(try start.applying(net.reversed()) == stepByStep, "the order of net operations does not matter")
      }
    }
  }
}

extension StateTree {
  /// The tree after these operations, one after another.
  func applying(_ operations: [StateOperation]) throws -> StateTree {
    var copy = self
    _ = try copy.apply(operations)
    return copy
  }
}
