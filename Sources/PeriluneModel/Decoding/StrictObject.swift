/// The keys that an object may have.
package typealias StrictKey = CaseIterable & Hashable & RawRepresentable<String>

/// An object of which every key is known; any other one is reported.
///
/// ```swift
/// enum Key: String, CaseIterable { case id, range }
/// let peer = field.object(Key.self)
/// let id = peer?.required(.id)?.text(.extensionId)
/// ```
package struct StrictObject<Key: StrictKey> {
  private let field: StrictField
  private var fields: [Key: StrictField] = [:]

  init(_ field: StrictField, entries: [(key: String, field: StrictField)]) {
    self.field = field
    let names = Key.allCases.map(\.rawValue)
    for (name, entry) in entries {
      if let key = Key(rawValue: name) {
        fields[key] = entry
      } else {
        let advice = Spelling.advice(for: name, among: names, else: "remove it")
        entry.reportKey("is an unknown key\(advice)")
      }
    }
  }

  /// The value of a key that may be absent.
  package subscript(key: Key) -> StrictField? { fields[key] }

  /// The value of a key that must be there; its absence is reported.
  package func required(_ key: Key) -> StrictField? {
    if let field = fields[key] { return field }
    field.report("lacks the key \"\(key.rawValue)\"; add it")
    return nil
  }
}
