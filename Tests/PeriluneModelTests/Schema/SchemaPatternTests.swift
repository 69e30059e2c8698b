import PeriluneModel
import Testing

@Suite struct SchemaPatternTests {
  private func fits(_ pattern: String, _ text: String) throws -> Bool {
    try ValueSchema(["pattern": .string(pattern)]).problems(in: .string(text)).isEmpty
  }

  @Test(arguments: [
    ("^a*$", ["", "aaa"], ["ab"]), ("a+", ["xay"], ["xyz"]), ("^(?:ab|cd)+$", ["abcdab"], ["abc", ""]),
    (#"^\d{2,3}$"#, ["12", "123"], ["1", "1234", "١٢"]), (#"^\w+\s\W$"#, ["a_1 !"], ["a b"]),
    (#"^[^a-c\]x]$"#, ["d", "["], ["a", "]", "x", "dd"]), (#"^[\d.-]+$"#, ["1-2.5"], ["1_2"]),
    (#"^\p{Lu}\p{Ll}+$"#, ["Zoë", "Élan"], ["zoë", "ÉLAN"]), (#"^\P{L}$"#, ["1"], ["ä"]),
    (#"^\u{1F319}\uD83C\uDF19$"#, ["🌙🌙"], ["🌙"]), (#"^\x41\u0042\cJ\/\-$"#, ["AB\n/-"], ["AB"]),
    (#"\bmira\b"#, ["hi mira!", "mira"], ["admiral"]), (#"\Bmir"#, ["admiral"], ["mira"]),
    ("^.$", ["a", "🌙"], ["\n", "\u{2028}", "ab"]), ("^(a|b|)c{0}d{2}$", ["add", "dd"], ["cdd"]),
    ("^(?<year>[0-9]{4})$", ["1984"], ["84"]), ("a{2}?b", ["aab"], ["ab"]), ("[]", [], ["a", ""]),
    ("[^]", ["\n"], [""]), ("", ["", "x"], []), ("^$", [""], ["\n"]), ("(^a|b$)", ["ac", "cb"], ["cac"]),
    (#"^[\u0000-\u007f]*$"#, ["abc"], ["é"]), (#"^[a\-z]+$"#, ["a-z"], ["b"]), ("[a-]", ["-"], ["b"]),
  ])
  func findsWhatECMAScriptFinds(pattern: String, inside: [String], outside: [String]) throws {
    for text in inside { #expect(try fits(pattern, text), "\(text)") }
    for text in outside { #expect(try !fits(pattern, text), "\(text)") }
  }

  @Test(arguments: [
    "(", ")", "a)", "[a", "a{2,1}", "a{", "*", "a**", "^*", #"\"#, #"\k<a>"#, #"(a)\1"#, "(?=a)", "(?!a)", "(?<=a)",
    "(?i)a", #"\p{Nobody}"#, #"\pL"#, #"\u12"#, #"\uD83C"#, #"\q"#, "[b-a]", #"[\d-z-a]"#, "}", "]", "(?<n", #"\c1"#,
  ])
  func refusesWhatItCannotMatch(pattern: String) {
    #expect(throws: ValueSchema.Refusal.self) { try ValueSchema(["pattern": .string(pattern)]) }
  }

  @Test(arguments: [
    "(a{1000}){1000}", "((((a{99}){99}){99}){99})", "(){1000000}", "(a?){5000}", "a{99999999999999999999}",
  ])
  func refusesWhatIsTooLarge(pattern: String) {
    #expect(throws: ValueSchema.Refusal.self) { try ValueSchema(["pattern": .string(pattern)]) }
  }

  @Test func refusesNestingThatWouldOverflow() {
    let pattern = String(repeating: "(", count: 10_000) + String(repeating: ")", count: 10_000)
    #expect(throws: ValueSchema.Refusal.self) { try ValueSchema(["pattern": .string(pattern)]) }
  }

  @Test(arguments: ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(.*)(.*)(.*)(.*)(.*)z$", "^(([a-z])+.)+[A-Z]([a-z])+$"])
  func takesNoLongerForPatternsThatExplodeElsewhere(pattern: String) throws {
    func time(_ count: Int) throws -> Duration {
      let start = ThreadTime.now
      #expect(try !fits(pattern, String(repeating: "a", count: count) + "!"))
      return ThreadTime.now - start
    }
    // Elsewhere each letter doubles the time, or eight times as many take 512 times as long and more.
    #expect(try (0..<5).contains { _ in try time(2_000) < time(250) * 64 })
  }
}
