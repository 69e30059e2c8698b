/// The draft that schemas are written in, and the schema of schemas.
enum SchemaDialect {
  static let uri = "https://json-schema.org/draft/2020-12/schema"

  /// What a schema of the draft looks like, as far as the keywords that this
  /// runtime knows say; a schema can refer to it by ``uri``.
  static let schema: Value = [
    "type": ["object", "boolean"],
    "properties": .object(Value.Object(properties)),
    "$defs": [
      "count": ["type": "integer", "minimum": 0],
      "names": ["type": "array", "items": ["type": "string"], "uniqueItems": true],
      "schemas": ["type": "object", "additionalProperties": ["$ref": "#"]],
      "list": ["type": "array", "items": ["$ref": "#"], "minItems": 1],
      "kind": ["enum": ["array", "boolean", "integer", "null", "number", "object", "string"]],
    ],
  ]

  private static let properties: [(key: String, value: Value)] =
    named(["$id", "$schema", "$ref", "$anchor", "$comment", "title", "description", "pattern"], ["type": "string"])
    + named(["maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum"], ["type": "number"])
    + named(["uniqueItems", "deprecated", "readOnly", "writeOnly"], ["type": "boolean"])
    + named(
      [
        "maxLength", "minLength", "maxItems", "minItems", "maxContains", "minContains", "maxProperties",
        "minProperties",
      ], ["$ref": "#/$defs/count"])
    + named(
      [
        "items", "contains", "additionalProperties", "propertyNames", "unevaluatedProperties", "unevaluatedItems",
        "not", "if", "then", "else",
      ], ["$ref": "#"])
    + named(["allOf", "anyOf", "oneOf", "prefixItems"], ["$ref": "#/$defs/list"])
    + named(["$defs", "properties", "patternProperties", "dependentSchemas"], ["$ref": "#/$defs/schemas"])
    + named(["required"], ["$ref": "#/$defs/names"])
    + named(["enum", "examples"], ["type": "array"])
    + [
      ("multipleOf", ["type": "number", "exclusiveMinimum": 0]),
      ("dependentRequired", ["type": "object", "additionalProperties": ["$ref": "#/$defs/names"]]),
      (
        "type",
        [
          "anyOf": [
            ["$ref": "#/$defs/kind"],
            ["type": "array", "items": ["$ref": "#/$defs/kind"], "minItems": 1, "uniqueItems": true],
          ]
        ]
      ),
    ]

  private static func named(_ names: [String], _ schema: Value) -> [(key: String, value: Value)] {
    names.map { ($0, schema) }
  }
}
