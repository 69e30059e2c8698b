import LuaSandbox
import PeriluneModel

/// Encodes a context once for all extensions of a run, each value with the
/// data classes that its path is tagged with.
struct ContextEncoder: Sendable {
  let tags: [DataClassTag]
  let mask: ClassMask
  /// The outermost place of the context.
  let start: ClassPlace

  init(tags: [DataClassTag], mask: ClassMask) {
    (self.tags, self.mask) = (tags, mask)
    start = ClassPlace(tags: tags, mask: mask)
  }

  /// Encodes what all extensions share.
  func encode(_ context: HookContext) -> Tape {
    switch context.content {
    case .fields(let payload): encode(payload, with: context)
    case .json(let tape): encode(tape, with: context)
    }
  }

  private func encode(_ payload: Value.Object, with context: HookContext) -> Tape {
    var builder = Tape.Builder()
    builder.classify(start.classes)
    builder.beginObject()
    for (name, value) in payload {
      builder.key(name)
      if name == "attributes", let attributes = value.objectValue {
        write(.object(attributes.asFlatAttributes), at: start.field(name), to: &builder)
      } else {
        write(value, at: start.field(name), to: &builder)
      }
    }
    writeProperties(of: context, to: &builder)
    builder.end()
    return builder.finish()
  }

  /// Writes what is not payload; it goes over payload of the same name, since a
  /// builder keeps the last value of a key.
  func writeProperties(of context: HookContext, to builder: inout Tape.Builder) {
    write(context.tenantId, as: "tenantId", to: &builder)
    write(context.sessionId, as: "sessionId", to: &builder)
    write(context.role.rawValue, as: "role", to: &builder)
    write(context.requestId, as: "requestId", to: &builder)
  }

  private func write(_ text: String, as name: String, to builder: inout Tape.Builder) {
    builder.key(name)
    builder.classify(start.field(name).classes)
    builder.write(text)
  }

  /// Encodes `value`, which stands at a field of the context, or is all of it.
  func encode(_ value: Value, at field: String? = nil) -> Tape {
    var builder = Tape.Builder()
    write(value, at: field.map { start.field($0) } ?? start, to: &builder)
    return builder.finish()
  }

  func write(_ value: Value, at place: ClassPlace, to builder: inout Tape.Builder) {
    builder.classify(place.classes)
    guard place.hasTagsBelow else { return builder.write(value) }
    switch value {
    case .array(let items):
      builder.beginArray()
      for (index, item) in items.enumerated() { write(item, at: place.item(index), to: &builder) }
      builder.end()
    case .object(let fields):
      builder.beginObject()
      for (name, field) in fields {
        builder.key(name)
        write(field, at: place.field(name), to: &builder)
      }
      builder.end()
    default: builder.write(value)
    }
  }

  /// The attributes of a context are flat, their names are dotted paths.
  static func keys(of name: String, in path: [String]) -> [String] {
    guard path == ["attributes"] else { return [name] }
    return (try? StatePath(name))?.keys ?? [name]  // A name that is no path is one key.
  }
}

extension Value.Object {
  /// Attributes as scripts read them: one level of dotted paths.
  ///
  /// Names on the first level are paths already, those below are keys.
  var asFlatAttributes: Value.Object {
    let isFlat = allSatisfy { $0.value.objectValue?.isEmpty ?? true }
    if isFlat { return self }
    var flat = Value.Object()
    for (name, value) in self {
      guard let fields = value.objectValue, !fields.isEmpty else {
        flat[name] = value
        continue
      }
      for (rest, leaf) in StateTree(fields).flattened { flat["\(name).\(rest)"] = leaf }
    }
    return flat
  }
}
