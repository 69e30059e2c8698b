import Perilune
import PeriluneModel
import Testing

@Suite struct HostileTests {
  private static let scripts = HostileScript.all()

  @Test func theCorpusIsWhole() {
    #expect(Self.scripts.count >= 490)
    for script in Self.scripts { #expect(!script.endings.isEmpty, "\(script.name) expects nothing") }
  }

  @Test(arguments: scripts)
  func theAttackEndsAsItsHeaderSays(script: HostileScript) async throws {
    let trial = ScriptTrial(script: script.source, file: "\(script.name)", options: script.options)
    let expected = try script.value()
    for call in 1...script.calls {
      let result = await trial.call()
      let message = result.error?.message ?? ""
      #expect(script.endings.contains(result.ending), "call \(call): \(result.ending) \(message)")
      if result.ending == .completed, let expected { #expect(result.value == expected, "call \(call)") }
      if result.ending != .completed {
        #expect(result.operations.isEmpty && result.value == .null)
        if let text = script.error { #expect(message.contains(text), "call \(call)") }
      }
      // Far more than the contract's 5 ms, for machines that do other things too; a lost stop takes for ever.
      if result.ending == .time { #expect(result.duration < .seconds(20), "call \(call)") }
      #expect(result.peakMemory <= 65_536 * 1_024)
    }
  }
}
