import PeriluneModel
import Testing

/// The public cases of draft 2020-12 for the supported keywords.
@Suite struct ValueSchemaDataTests {
  private static let names = [
    "additionalProperties", "allOf", "anyOf", "boolean_schema", "const", "contains", "default", "defs",
    "dependentRequired", "dependentSchemas", "enum", "exclusiveMaximum", "exclusiveMinimum", "if-then-else",
    "infinite-loop-detection", "items", "maxContains", "maxItems", "maxLength", "maxProperties", "maximum",
    "minContains", "minItems", "minLength", "minProperties", "minimum", "multipleOf", "not", "oneOf", "pattern",
    "patternProperties", "prefixItems", "properties", "propertyNames", "ref", "required", "type", "uniqueItems",
  ]

  @Test(.enabled(if: SharedData.isAvailable, Comment(rawValue: SharedData.absence)), arguments: names)
  func answersEveryCaseOfTheStandard(name: String) throws {
    for group in try #require(try SharedData.value("json-schema/\(name).json").arrayValue) {
      let title = group["description"]?.stringValue ?? ""
      let schema = try ValueSchema(try #require(group["schema"]))
      for test in try #require(group["tests"]?.arrayValue) {
        let problems = schema.problems(in: try #require(test["data"]))
        let isExpected = problems.isEmpty == test["valid"]?.boolValue
        #expect(isExpected, "\(title): \(test["description"]?.stringValue ?? ""): \(problems)")
      }
    }
  }
}
