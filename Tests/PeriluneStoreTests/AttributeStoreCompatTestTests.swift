import PeriluneStore
import PeriluneTesting
import Testing

@Suite struct AttributeStoreCompatTestTests {
  @Test func aGoodStorePassesAtOnce() async throws {
    try await AttributeStoreCompatTest { InMemoryAttributeStore() }.run()
  }

  @Test(arguments: BrokenStore.Fault.allCases)
  func aBrokenStoreFailsAndTheFailureNamesTheCheck(_ fault: BrokenStore.Fault) async throws {
    let failure = await #expect(throws: AttributeStoreCompatTest.Failure.self) {
      try await AttributeStoreCompatTest { BrokenStore(fault) }.run()
    }
    let names = Set(failure?.problems.map(\.check) ?? [])
    #expect(names.contains(fault.check), "found \(names)")
    #expect(failure?.description.contains(fault.check) == true)
    #expect(names.isSubset(of: AttributeStoreCompatTest.checks.map(\.name)))
  }

  @Test func everyCheckHasItsOwnName() {
    let names = AttributeStoreCompatTest.checks.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
