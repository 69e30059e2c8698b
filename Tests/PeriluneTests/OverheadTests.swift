import Perilune
import PeriluneModel
import Synchronization
import Testing

@Suite struct OverheadTests {
  private final class Recorder: RuntimeObserver {
    let overheads = Mutex<[Overhead]>([])

    func observe(_ event: RuntimeEvent) {
      if case .measured(let overhead) = event { overheads.withLock { $0.append(overhead) } }
    }
  }

  @Test(arguments: [(49, .good), (50, .warning), (70, .warning), (71, .failure)] as [(Int, Overhead.Verdict)])
  func theTargetsAreThoseOfTheContract(added: Int, verdict: Overhead.Verdict) {
    let performance = ExtensionRegistrationConfig.Performance()
    #expect(performance.assess(added: .milliseconds(added), to: .seconds(1)).verdict == verdict)
  }

  @Test func anOperationWithoutTimeHasNoShare() {
    let performance = ExtensionRegistrationConfig.Performance()
    #expect(performance.assess(added: .zero, to: .zero) == Overhead(percent: 0, verdict: .good))
    #expect(performance.assess(added: .seconds(1), to: .zero).verdict == .failure)
  }

  @Test func theRuntimeJudgesByItsConfigurationAndTellsObservers() async throws {
    let recorder = Recorder()
    let runtime = try await TemporaryExtensions().runtime { config, options in
      config.performance.maxOverheadPercentFail = 40
      options.observers = [recorder]
    }
    let overhead = runtime.assess(added: .milliseconds(250), to: .seconds(1))
    #expect(overhead == Overhead(percent: 25, verdict: .warning))
    #expect(recorder.overheads.withLock { $0 } == [overhead])
  }
}
