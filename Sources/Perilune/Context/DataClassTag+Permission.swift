import PeriluneModel

extension [DataClassTag] {
  /// Whether somebody with these scopes may read and write the attribute at a
  /// path.
  ///
  /// Not one that is withheld from them, nor one that holds such a value.
  func permit(_ path: StatePath, to scopes: Set<DataClass>) -> Bool {
    let keys = ["attributes"] + path.keys
    return allSatisfy { tag in
      scopes.contains(tag.dataClass) || !(tag.covers(keys) || tag.reachesBelow(keys))
    }
  }
}
