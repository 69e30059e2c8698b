import PeriluneModel
import Testing

@Suite struct ValueSchemaTests {
  private func problems(_ schema: Value, _ value: Value) throws -> [String] {
    try ValueSchema(schema).problems(in: value).map(\.description)
  }

  private func refusals(_ schema: Value) -> [String] {
    do throws(ValueSchema.Refusal) {
      _ = try ValueSchema(schema)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test func saysWhereAndWhatInTheWordsOfAConfiguration() throws {
    let schema: Value = [
      "type": "object", "required": ["place"], "additionalProperties": false,
      "properties": [
        "place": ["type": "string", "minLength": 2], "weight": ["type": "number", "maximum": 10],
        "words": ["type": "array", "items": ["type": "string", "pattern": "^[a-z]+$"], "uniqueItems": true],
        "mode": ["enum": ["calm", "wild"]],
      ],
    ]
    let value: Value = ["wieght": 5, "weight": 11, "words": ["a", "B", "a", 4], "mode": "loud"]
    #expect(
      try problems(schema, value) == [
        #""mode" must be one of "calm", "wild""#,
        #""weight" must be at most 10"#,
        #"the value has the unknown key "wieght"; did you mean "weight"?"#,
        #""words[1]" must match the pattern ^[a-z]+$"#,
        #""words[3]" must be a string, not an integer"#,
        #""words" must have no item twice; items 0 and 2 are equal"#,
        #"the value lacks the key "place"; add it"#,
      ])
  }

  @Test func namesTheNearestAlternative() throws {
    let schema: Value = [
      "properties": ["fee": ["anyOf": [["type": "integer"], ["type": "object", "required": ["amount", "unit"]]]]]
    ]
    #expect(
      try problems(schema, ["fee": "x"]) == [
        #""fee" fits none of the 2 forms it may have; the nearest one must be an integer, not a string"#
      ])
    #expect(try problems(schema, ["fee": ["amount": 1, "unit": "crown"]]).isEmpty)
  }

  @Test(
    arguments: [
      ([:], ["step": 2, "list": ["a"]]),
      (["step": 7, "deep": [:]], ["step": 7, "deep": ["on": true], "list": ["a"]]),
      (["items": [[:], ["n": 5]]], ["items": [["n": 1], ["n": 5]], "step": 2, "list": ["a"]]),
    ] as [(Value, Value)])
  func fillsInDefaults(given: Value, filled: Value) throws {
    let schema = try ValueSchema([
      "$defs": ["step": ["default": 2]],
      "properties": [
        "step": ["$ref": "#/$defs/step"], "deep": ["properties": ["on": ["default": true]]],
        "items": ["items": ["properties": ["n": ["default": 1]]]],
      ],
      "allOf": [["properties": ["list": ["default": ["a"]]]]],
      "anyOf": [["properties": ["never": ["default": 1]]]],
    ])
    #expect(schema.filled(given) == filled)
    #expect(schema.filled(filled) == filled)
  }

  @Test(
    arguments: [
      (["format": "uri"], #""format" is a keyword that this version does not check; write a "pattern""#),
      (["definitions": [:]], #""definitions" is a keyword that this version does not check; write "$defs""#),
      (
        ["properties": ["a": ["maxLenght": 3]]],
        #""properties.a.maxLenght" is a keyword that this version does not know; did you mean "maxLength"?"#
      ),
      (
        ["type": "text"],
        #""type" must be one of array, boolean, integer, null, number, object, string, or an array of some of them"#
      ),
      (["minLength": -1], #""minLength" must be an integer that is not negative"#),
      (["multipleOf": 0], #""multipleOf" must be above 0"#),
      (["items": [["type": "string"]]], #""items" must be one schema; write "prefixItems" for a list of them"#),
      (["$ref": "other.json#/a"], #""$ref" refers to "other.json#/a", which is not in this file"#),
      (
        ["$schema": "http://json-schema.org/draft-07/schema#"],
        #""$schema" must be "https://json-schema.org/draft/2020-12/schema"; other drafts are not supported"#
      ),
      (["$ref": "#"], "the value refers to itself without going deeper into the value"),
      (
        ["$defs": ["a": ["anyOf": [["$ref": "#/$defs/b"], true]], "b": ["not": ["$ref": "#/$defs/a"]]]],
        "the value refers to itself without going deeper into the value"
      ),
      (
        ["$defs": ["a": ["$anchor": "x"], "b": ["$anchor": "x"]]],
        #""$defs.b" has the same name as another schema of this file; rename one of them"#
      ),
      (
        ["pattern": "(?=a)"],
        #""pattern" is not a pattern that this version can match: looking ahead or behind ("(?=", "(?!", "(?<") is not supported"#
      ),
      (["anyOf": []], #""anyOf" must be an array of one schema or more"#),
      (["required": ["a", "a"]], #""required" must be an array of strings, none of them twice"#),
      ("text", "the value must be a schema (an object, true or false), not a string"),
    ] as [(Value, String)])
  func refusesWhatItCannotCheck(schema: Value, problem: String) {
    #expect(refusals(schema) == [problem])
  }

  @Test func aBranchingSchemaEndsAtItsSteps() throws {
    // Each level asks the next one twice: 2 to the 40th leaves.
    var definitions = Value.Object()
    for level in 0..<40 {
      let next: Value = ["$ref": .string("#/$defs/l\(level + 1)")]
      definitions["l\(level)"] = ["anyOf": [next, next]]
    }
    definitions["l40"] = ["type": "null"]
    let schema: Value = ["$defs": .object(definitions), "$ref": "#/$defs/l0"]
    #expect(try problems(schema, 1) == ["the value needs more than 2000000 steps or 512 levels to check"])
  }

  @Test func aLongChainOfReferencesEndsAtItsLevels() throws {
    var definitions = Value.Object()
    for level in 0..<5_000 { definitions["l\(level)"] = ["$ref": .string("#/$defs/l\(level + 1)")] }
    definitions["l5000"] = ["default": 1]
    let schema: Value = ["$defs": .object(definitions), "properties": ["a": ["$ref": "#/$defs/l0"]]]
    #expect(try problems(schema, ["a": 1]) == ["the value needs more than 2000000 steps or 512 levels to check"])
    #expect(try ValueSchema(schema).filled([:]) == [:])
  }

  @Test func pointsIntoTheFileOfASchema() {
    let decoded = ValueSchema.decode(
      #"{\#n  "properties": {\#n    "a": { "typ": "string" }\#n  }\#n}"#.utf8, file: "c.json")
    #expect(decoded.content == nil)
    #expect(
      decoded.problems.map(\.description) == [
        #"EXT_MANIFEST_INVALID c.json:3:19: "properties.a.typ" is a keyword that this version does not know; did you mean "type"?"#
      ])
  }

  @Test(arguments: [
    (1e308, 0.123456789, false), (1e308, 0.5, true), (0.0075, 0.0001, true), (0.00751, 0.0001, false), (4.5, 1.5, true),
    (35, 1.5, false), (0, 3, true), (12_391_239_123, 1e-8, true), (1e-9, 1, false), (2e-300, 1e300, false),
  ])
  func multiplesAreThoseOfTheDecimalNumbers(number: Double, divisor: Double, isMultiple: Bool) throws {
    #expect(try problems(["multipleOf": .double(divisor)], .double(number)).isEmpty == isMultiple)
  }

  @Test func comparesLargeIntegersExactly() throws {
    let limit: Value = ["maximum": 9_007_199_254_740_993]
    #expect(try problems(limit, 9_007_199_254_740_993).isEmpty)
    #expect(try !problems(limit, 9_007_199_254_740_994).isEmpty)
    #expect(try problems(limit, 9_007_199_254_740_992.0).isEmpty)
    #expect(try problems(["exclusiveMinimum": 0.5], 0).count == 1)
    #expect(try problems(["minimum": -1e30], .int(.min)).isEmpty)
  }
}
