import Perilune
import PeriluneModel
import Testing

@Suite struct FailurePolicyTests {
  /// A way to fail for each cause that a script can bring about; only one of them by its time.
  private static let failures: [(FailurePolicies.Cause, String, ExtensionError.Code)] = [
    (.error, "error('no')", .hookFailure), (.time, "while true do end", .timeBudgetExceeded),
    (.memory, "local t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t end", .memoryLimitExceeded),
    (.tokens, "return { directives = { ('long '):rep(100) } }", .tokenBudgetExceeded),
    (.output, "return { nonsense = 1 }", .outputInvalid),
  ]

  private func run(
    _ body: String, _ configure: (inout ExtensionRegistrationConfig) -> Void
  ) async throws -> HookOutcome {
    let folder = try TemporaryExtensions()
    let milliseconds = body == "while true do end" ? 20 : TemporaryExtensions.patience
    try folder.add("a", hook: .preChatTurn, priority: 1, milliseconds: milliseconds, body)
    try folder.add("b", hook: .preChatTurn, "return { metadata = { b = 1 } }")
    let runtime = try await folder.runtime { config, _ in
      config.limits.memoryLimitKB = 1_024
      configure(&config)
    }
    return try await runtime.run(.preChatTurn, ["tokenBudget": 50])
  }

  @Test(arguments: failures)
  func byDefaultEverythingContinues(cause: FailurePolicies.Cause, body: String, code: ExtensionError.Code) async throws
  {
    let outcome = try await run(body) { _ in }
    #expect(outcome.errors.map(\.code) == [code])
    #expect(outcome.ran.map(\.extensionId) == ["a", "b"])
  }

  @Test(arguments: failures)
  func aPolicyFailsTheRunForItsCauseAlone(
    cause: FailurePolicies.Cause, body: String, code: ExtensionError.Code
  ) async throws {
    for policy in FailurePolicies.Cause.allCases {
      let configure = { (config: inout ExtensionRegistrationConfig) in
        config.failurePolicies.set(.fail, for: .preChatTurn, on: policy)
      }
      guard policy == cause else {
        #expect(try await run(body, configure).errors.count == 1)
        continue
      }
      let error = await #expect(throws: ExtensionError.self) { try await self.run(body, configure) }
      #expect(error?.code == code)
      #expect(error?.severity == .fatal)
      #expect(error?.extensionId == "a")
    }
  }

  @Test(arguments: failures)
  func strictModeFailsTheRunUnlessAPolicySaysOtherwise(
    cause: FailurePolicies.Cause, body: String, code: ExtensionError.Code
  ) async throws {
    let error = await #expect(throws: ExtensionError.self) { try await self.run(body) { $0.strictMode = true } }
    #expect(error?.code == code)
    let outcome = try await run(body) { config in
      config.strictMode = true
      config.failurePolicies.set(.continue, on: cause)
    }
    #expect(outcome.errors.map(\.code) == [code])
  }

  @Test func validationCanFailClosed() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preSaveValidate, "error('no')")
    try folder.add("b", hook: .normalize, "error('no')")
    let runtime = try await folder.runtime { config, _ in config.failurePolicies.set(.fail, for: .preSaveValidate) }
    await #expect(throws: ExtensionError.self) { try await runtime.run(.preSaveValidate, [:]) }
    #expect(try await runtime.run(.normalize, [:]).errors.count == 1)
  }

  private func late(strictMode: Bool) async throws -> HookOutcome {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .prePersistTurn, priority: 1, "while true do end")
    try folder.add("b", hook: .prePersistTurn, "")
    let runtime = try await folder.runtime { config, _ in
      config.limits.pipelineDeadlineMs = 300
      config.strictMode = strictMode
    }
    return try await runtime.run(.prePersistTurn, [:])
  }

  @Test func aFunctionThatMissesTheDeadlineIsAFailureOfTime() async throws {
    let outcome = try await late(strictMode: false)
    // On a busy machine the first one waits for a thread until then.
    #expect(outcome.skipped.last?.extensionId == "b")
    #expect(outcome.skipped.allSatisfy { $0.reason == .deadline })
    let error = await #expect(throws: ExtensionError.self) { try await self.late(strictMode: true) }
    #expect(error?.code == .timeBudgetExceeded)
    #expect(error?.causes.last?.message == "hook was skipped: the pipeline's deadline had passed")
  }
}
