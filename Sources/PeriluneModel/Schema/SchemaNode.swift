/// One schema of a file: what it asks of a value.
struct SchemaNode: Sendable {
  var rules: [any SchemaRule] = []
  /// What stands for the value where it is absent.
  var standIn: Value?
}

/// What one keyword, or a few that belong together, ask of a value.
///
/// A rule accepts every kind of value that it does not speak of. Other schemas
/// are named by their positions among the nodes.
protocol SchemaRule: Sendable {
  /// Reports what is wrong with the value.
  func check(_ value: Value, _ check: inout SchemaCheck)
  /// The value with defaults where this rule knows some.
  func filled(_ value: Value, _ filling: inout SchemaFilling) -> Value
  /// The schemas that this rule applies to the value itself, not to a part.
  var appliedInPlace: [Int] { get }
}

extension SchemaRule {
  func filled(_ value: Value, _ filling: inout SchemaFilling) -> Value { value }

  var appliedInPlace: [Int] { [] }
}
