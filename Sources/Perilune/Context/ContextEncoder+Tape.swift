import LuaSandbox
import PeriluneModel

extension ContextEncoder {
  /// Encodes a context that is a tape already: what has no classes stays where
  /// it stands, the objects around what has some are written anew.
  ///
  /// The result is as that of the same context as a value.
  func encode(_ tape: Tape, with context: HookContext) -> Tape {
    var builder = Tape.Builder(over: tape)
    builder.classify(start.classes)
    builder.beginObject()
    if let root = tape.root {
      for field in root.fields where !HookContext.properties.contains(field.name) { write(field, to: &builder) }
    }
    writeProperties(of: context, to: &builder)
    builder.end()
    return builder.finish()
  }

  /// Writes a field of the context.
  private func write(_ field: Tape.Field, to builder: inout Tape.Builder) {
    builder.key(field.key)
    let place = start.field(field.name)
    if field.name == "attributes", field.value.holdsTrees {
      let attributes = Value(field.value).objectValue ?? Value.Object()
      write(.object(attributes.asFlatAttributes), at: place, to: &builder)
    } else {
      write(field.value, at: place, to: &builder)
    }
  }

  private func write(_ node: Tape.Node, at place: ClassPlace, to builder: inout Tape.Builder) {
    builder.classify(place.classes)
    guard place.hasTagsBelow else { return builder.write(node) }
    switch node.content {
    case .array:
      builder.beginArray()
      for (index, item) in node.items.enumerated() { write(item, at: place.item(index), to: &builder) }
      builder.end()
    case .object:
      builder.beginObject()
      for field in node.fields {
        builder.key(field.key)
        write(field.value, at: place.field(field.name), to: &builder)
      }
      builder.end()
    default: builder.write(node)
    }
  }
}

extension Tape.Node {
  /// Whether attributes are not flat yet.
  fileprivate var holdsTrees: Bool { fields.contains { $0.value.isObject && !$0.value.fields.isEmpty } }
}
