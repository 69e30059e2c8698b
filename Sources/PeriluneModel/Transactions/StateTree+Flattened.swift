extension StateTree {
  /// The leaves under their dotted paths, as scripts read attributes.
  ///
  /// Arrays and empty objects are leaves. Dots and backslashes in keys are
  /// escaped, so that no two leaves share a path.
  public var flattened: Value.Object {
    var leaves: [(key: String, value: Value)] = []
    Self.collect(root, under: nil, into: &leaves)
    return Value.Object(leaves)
  }

  private static func collect(
    _ fields: Value.Object,
    under prefix: String?,
    into leaves: inout [(key: String, value: Value)]
  ) {
    for (key, value) in fields {
      let path = (prefix.map { $0 + "." } ?? "") + StatePath.escape(key)
      if let children = value.objectValue, !children.isEmpty {
        collect(children, under: path, into: &leaves)
      } else {
        leaves.append((path, value))
      }
    }
  }
}
