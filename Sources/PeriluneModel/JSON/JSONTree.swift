/// What the parser builds: a plain `Value`, or a `JSONNode` that remembers
/// where it stands.
protocol JSONTree {
  static func make(scalar: Value, at offset: Int) -> Self
  static func make(items: [Self], at offset: Int) -> Self
  static func make(fields: [JSONField<Self>], at offset: Int) -> Self
}

/// A key, the offset of its opening quote, and what it names.
package struct JSONField<Tree> {
  package let key: String
  package let offset: Int
  package let tree: Tree
}

extension JSONField: Sendable where Tree: Sendable {}

extension Value: JSONTree {
  static func make(scalar: Value, at offset: Int) -> Value { scalar }

  static func make(items: [Value], at offset: Int) -> Value { .array(items) }

  static func make(fields: [JSONField<Value>], at offset: Int) -> Value {
    .object(Object(fields.lazy.map { (key: $0.key, value: $0.tree) }))
  }
}

/// A parsed value with the byte offsets of its parts, fields in source order.
package struct JSONNode: Sendable, JSONTree {
  package enum Content: Sendable {
    case scalar(Value)
    case items([JSONNode])
    case fields([JSONField<JSONNode>])
  }

  package let content: Content
  /// Where it begins, in bytes from the start of the text.
  package let offset: Int

  static func make(scalar: Value, at offset: Int) -> JSONNode { JSONNode(content: .scalar(scalar), offset: offset) }

  static func make(items: [JSONNode], at offset: Int) -> JSONNode { JSONNode(content: .items(items), offset: offset) }

  static func make(fields: [JSONField<JSONNode>], at offset: Int) -> JSONNode {
    JSONNode(content: .fields(fields), offset: offset)
  }
}

extension Value {
  /// Forgets where the parts of `node` stand.
  package init(_ node: JSONNode) {
    switch node.content {
    case .scalar(let value): self = value
    case .items(let items): self = .array(items.map(Value.init))
    case .fields(let fields): self = .object(Object(fields.lazy.map { (key: $0.key, value: Value($0.tree)) }))
    }
  }
}
