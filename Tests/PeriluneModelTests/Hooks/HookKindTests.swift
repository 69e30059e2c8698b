import PeriluneModel
import Testing

@Suite struct HookKindTests {
  @Test func builtInHooksHaveTheDocumentedBudgets() {
    #expect(HookKind.builtIn.map(\.defaultBudgetMs) == [50, 30, 40, 40, 25, 20, 30])
  }

  @Test func eachBuiltInHookHasItsSection() {
    #expect(HookKind.builtIn.filter { $0.section == .hooks } == [.normalize, .retrievalEnrichment, .preSaveValidate])
    #expect(HookKind.builtIn.filter(\.isReadOnly) == [.preSaveValidate])
    #expect(!HookKind(rawValue: "weatherReport").isBuiltIn)
  }
}
