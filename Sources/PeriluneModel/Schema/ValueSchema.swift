/// A JSON Schema of draft 2020-12, of which the runtime checks every keyword
/// or none.
///
/// The keywords are those for types, numbers, strings, arrays, objects,
/// combination (`allOf`, `anyOf`, `oneOf`, `not`, `if`), and reference inside
/// the file. A keyword outside this list is refused, never ignored. Checking
/// takes a bounded number of steps, whatever the schema says.
///
/// ```swift
/// let schema = try ValueSchema(["properties": ["step": ["type": "integer", "default": 2]]])
/// schema.filled([:])                       // {"step":2}
/// schema.problems(in: ["step": "two"])     // "step" must be an integer, not a string
/// ```
public struct ValueSchema: Sendable {
  let nodes: [SchemaNode]
  let root: Int

  /// Something that is wrong with a value or with a schema.
  public struct Problem: Sendable, Hashable {
    /// Where, as messages spell it: `words[0].text`; empty for the whole value.
    public var path: String
    /// What is wrong, to be read after the path.
    public var message: String
  }

  /// Everything that is wrong with a schema; the paths lead into the schema.
  public struct Refusal: Error, Sendable {
    /// The problems, in the order in which they were found.
    public var problems: [Problem]
  }

  /// Reads a schema.
  ///
  /// - Throws: `Refusal` for a keyword outside the subset, a keyword with a
  ///   wrong value, a reference that leads nowhere or round in a circle, and a
  ///   pattern that cannot be matched in bounded time.
  public init(_ schema: Value) throws(Refusal) {
    var compiler = SchemaCompiler()
    root = compiler.compile(schema)
    guard compiler.problems.isEmpty else { throw Refusal(problems: compiler.problems) }
    nodes = compiler.nodes
  }

  /// What is wrong with a value; nothing when it fits.
  public func problems(in value: Value) -> [Problem] {
    var check = SchemaCheck(nodes: nodes)
    check.apply(root, to: value.canonical)
    return check.verdict
  }

  /// The value with the `default` of every property that is absent.
  ///
  /// Defaults count below `properties`, `items` and `prefixItems`, also through
  /// `$ref` and `allOf`; those below other keywords, which hold only sometimes,
  /// do not. The result is not checked.
  public func filled(_ value: Value) -> Value {
    var filling = SchemaFilling(nodes: nodes)
    return filling.filled(value, by: root)
  }
}

extension ValueSchema.Problem: CustomStringConvertible {
  /// The path and the message.
  public var description: String { "\(path.isEmpty ? "the value" : "\"\(path)\"") \(message)" }
}
