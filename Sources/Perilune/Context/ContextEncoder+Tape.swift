import LuaSandbox
import PeriluneModel

extension ContextEncoder {
  /// Encodes a context that is a tape already: what has no classes stays where
  /// it stands, the objects around what has some are written anew.
  ///
  /// The result is as that of the same context as a value.
  func encode(_ tape: Tape, with ownFields: Value.Object) -> Tape {
    var builder = Tape.Builder(over: tape)
    builder.classify(classes(at: []))
    builder.beginObject()
    if let root = tape.root {
      for field in root.fields where !HookContext.properties.contains(field.name) {
        write(field, below: [], to: &builder)
      }
    }
    for (name, value) in ownFields {
      builder.key(name)
      write(value, at: [name], to: &builder)
    }
    builder.end()
    return builder.finish()
  }

  private func write(_ field: Tape.Field, below path: [String], to builder: inout Tape.Builder) {
    builder.key(field.key)
    let place = path + Self.keys(of: field.name, in: path)
    if place == ["attributes"], field.value.holdsTrees {
      let attributes = Value(field.value).objectValue ?? Value.Object()
      write(.object(attributes.asFlatAttributes), at: place, to: &builder)
    } else {
      write(field.value, at: place, to: &builder)
    }
  }

  private func write(_ node: Tape.Node, at path: [String], to builder: inout Tape.Builder) {
    builder.classify(classes(at: path))
    guard reachesBelow(path) else { return builder.write(node) }
    switch node.content {
    case .array:
      builder.beginArray()
      for (index, item) in node.items.enumerated() { write(item, at: path + [String(index)], to: &builder) }
      builder.end()
    case .object:
      builder.beginObject()
      for field in node.fields { write(field, below: path, to: &builder) }
      builder.end()
    default: builder.write(node)
    }
  }
}

extension Tape.Node {
  /// Whether attributes are not flat yet.
  fileprivate var holdsTrees: Bool { fields.contains { $0.value.isObject && !$0.value.fields.isEmpty } }
}
