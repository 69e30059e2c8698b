import PeriluneModel
import PeriluneStore
import PeriluneTesting
import Testing

@Suite struct InMemoryAttributeStoreTests {
  let subject = StateSubject(tenantId: "inn", sessionId: "s1")

  @Test(arguments: AttributeStoreCompatTest.checks)
  func itKeepsThePromiseThat(_ check: AttributeStoreCompatTest.Check) async throws {
    try await AttributeStoreCompatTest { InMemoryAttributeStore() }.run(check)
  }

  @Test func itStartsWithTheGivenAttributes() throws {
    let store = InMemoryAttributeStore([subject: Value.Object([("n", 1)] as [(key: String, value: Value)])])
    let increment = StateOperation(try StatePath("n"), .increment(1))
    let result = try store.apply(
      StateTransaction(txId: "1", originExtension: "bond", operations: [increment]),
      to: subject
    )
    #expect(result.changes == [AttributeChange(path: try StatePath("n"), old: 1, new: 2)])
  }

  @Test func aForgottenSubjectHasNoAttributesAndKnowsNoTransactions() throws {
    let store = InMemoryAttributeStore()
    let increment = StateOperation(try StatePath("n"), .increment(1))
    let transaction = try StateTransaction(txId: "1", originExtension: "bond", operations: [increment])
    _ = try store.apply(transaction, to: subject)
    store.forget(subject)
    #expect(store.attributes(of: subject).isEmpty)
    #expect(try store.apply(transaction, to: subject).status == .applied)
  }
}
