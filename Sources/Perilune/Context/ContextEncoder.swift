import LuaSandbox
import PeriluneModel

/// Encodes a context once for all extensions of a run, each value with the
/// data classes that its path is tagged with.
struct ContextEncoder: Sendable {
  let tags: [DataClassTag]
  let mask: ClassMask

  /// Encodes what all extensions share.
  func encode(_ context: HookContext) -> Tape {
    switch context.content {
    case .fields: encode(.object(context.sharedFields), at: [])
    case .json(let tape): encode(tape, with: context.ownFields)
    }
  }

  /// Encodes `value`, which stands at `path` of the context.
  func encode(_ value: Value, at path: [String]) -> Tape {
    var builder = Tape.Builder()
    write(value, at: path, to: &builder)
    return builder.finish()
  }

  func write(_ value: Value, at path: [String], to builder: inout Tape.Builder) {
    builder.classify(classes(at: path))
    guard reachesBelow(path) else { return builder.write(value) }
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

  /// The data classes of what stands at a path, as bits.
  func classes(at path: [String]) -> UInt64 { mask.needed(tags.filter { $0.covers(path) }.map(\.dataClass)) }

  /// Whether parts of what stands there have classes of their own.
  func reachesBelow(_ path: [String]) -> Bool { tags.contains { $0.reachesBelow(path) } }

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
