/// The keywords that this runtime knows.
enum SchemaKeyword {
  static let known: Set<String> = [
    "$schema", "$id", "$anchor", "$ref", "$defs", "$comment",
    "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly",
    "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum",
    "maxLength", "minLength", "pattern",
    "prefixItems", "items", "contains", "maxContains", "minContains", "maxItems", "minItems", "uniqueItems",
    "properties", "patternProperties", "additionalProperties", "propertyNames", "unevaluatedProperties",
    "maxProperties", "minProperties", "required", "dependentRequired", "dependentSchemas",
    "allOf", "anyOf", "oneOf", "not", "if", "then", "else",
  ]

  /// What stands for keywords of other drafts, or of parts that are left out.
  private static let advice: [String: String] = [
    "definitions": "write \"$defs\"", "dependencies": "write \"dependentRequired\" or \"dependentSchemas\"",
    "additionalItems": "write \"items\" after \"prefixItems\"", "id": "write \"$id\"",
    "format": "write a \"pattern\"", "$dynamicRef": "write \"$ref\"", "$recursiveRef": "write \"$ref\"",
    "$dynamicAnchor": "write \"$anchor\"", "unevaluatedItems": "write \"items\": false after \"prefixItems\"",
  ]

  static func refusal(of keyword: String) -> String {
    if let advice = advice[keyword] { return "is a keyword that this version does not check; \(advice)" }
    let advice = Spelling.advice(for: keyword, among: known.sorted(), else: "remove it")
    return "is a keyword that this version does not know\(advice)"
  }
}
