import PeriluneModel

/// The data classes of one registry as bits.
///
/// Only classes that some extension was granted need a bit of their own; all
/// others share one that nobody has.
struct ClassMask: Sendable {
  private static let nobody: UInt64 = 1 << 63
  private let bits: [DataClass: UInt64]

  /// - Throws: `configInvalid` for more than 63 granted classes.
  init(granted classes: Set<DataClass>) throws(ExtensionError) {
    guard classes.count < 64 else {
      throw ExtensionError(.configInvalid, "\(classes.count) data classes are granted; the limit is 63")
    }
    let sorted = classes.sorted { $0.rawValue.utf8.lexicographicallyPrecedes($1.rawValue.utf8) }
    bits = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, 1 << UInt64($0)) })
  }

  /// What an extension with these scopes may see.
  func granted(_ scopes: Set<DataClass>) -> UInt64 { scopes.reduce(0) { $0 | (bits[$1] ?? 0) } }

  /// What a reader of a value of these classes needs.
  func needed(_ classes: [DataClass]) -> UInt64 { classes.reduce(0) { $0 | (bits[$1] ?? Self.nobody) } }
}
