import PeriluneModel
import Testing

@Suite struct EnabledSwitchTests {
  @Test(arguments: ["false", "no", "0", "off", " OFF\n", "False"])
  func aNoDisables(value: String) {
    let state = EnabledSwitch.read(environmentValue: value, configured: true)
    #expect(!state.isEnabled)
    #expect(state.warning == nil)
  }

  @Test(arguments: [nil, "", "  ", "true", "YES", "1", " on "] as [String?], [true, false])
  func aYesOrNothingLeavesItToTheConfiguration(value: String?, configured: Bool) {
    let state = EnabledSwitch.read(environmentValue: value, configured: configured)
    #expect(state.isEnabled == configured)
    #expect(state.warning == nil)
  }

  @Test(arguments: ["flase", "2", "-", "true false"])
  func anythingElseDisablesWithAWarning(value: String) {
    let state = EnabledSwitch.read(environmentValue: value, configured: true)
    #expect(!state.isEnabled)
    #expect(state.warning?.code == .configInvalid)
    #expect(state.warning?.severity == .warn)
  }
}
