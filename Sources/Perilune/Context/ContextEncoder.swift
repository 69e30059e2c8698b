import LuaSandbox
import PeriluneModel

/// Encodes a context once for all extensions of a run, each value with the
/// data classes that its path is tagged with.
struct ContextEncoder: Sendable {
  let tags: [DataClassTag]
  let mask: ClassMask

  /// Encodes an object of context fields.
  func encode(_ fields: Value.Object) -> Tape { encode(.object(fields), at: []) }

  /// Encodes `value`, which stands at `path` of the context.
  func encode(_ value: Value, at path: [String]) -> Tape {
    var builder = Tape.Builder()
    write(value, at: path, to: &builder)
    return builder.finish()
  }

  private func write(_ value: Value, at path: [String], to builder: inout Tape.Builder) {
    builder.classify(mask.needed(tags.filter { $0.covers(path) }.map(\.dataClass)))
    guard tags.contains(where: { $0.reachesBelow(path) }) else { return builder.write(value) }
    switch value {
    case .array(let items):
      builder.beginArray()
      for (index, item) in items.enumerated() { write(item, at: path + [String(index)], to: &builder) }
      builder.end()
    case .object(let fields):
      builder.beginObject()
      for (name, field) in fields {
        builder.key(name)
        write(field, at: path + Self.keys(of: name, in: path), to: &builder)
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
