/// A set of Unicode scalars.
struct ScalarSet: Sendable {
  private var ranges: [ClosedRange<UInt32>] = []
  private var families: [(family: ScalarFamily, isNegated: Bool)] = []
  private var parts: [ScalarSet] = []
  private(set) var isNegated = false

  init() {}

  init(_ scalars: Unicode.Scalar...) { ranges = scalars.map { $0.value...$0.value } }

  init(_ ranges: [ClosedRange<UInt32>], isNegated: Bool = false) { (self.ranges, self.isNegated) = (ranges, isNegated) }

  init(_ family: ScalarFamily, isNegated: Bool) { families = [(family, isNegated)] }

  mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }

  mutating func formUnion(_ other: ScalarSet) { parts.append(other) }

  var negated: ScalarSet {
    var copy = self
    copy.isNegated.toggle()
    return copy
  }

  /// The only member, where there is exactly one.
  var single: UInt32? {
    guard !isNegated, families.isEmpty, parts.isEmpty, ranges.count == 1, ranges[0].count == 1 else { return nil }
    return ranges[0].lowerBound
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let isMember =
      ranges.contains { $0.contains(scalar.value) }
      || families.contains { $0.family.contains(scalar) != $0.isNegated }
      || parts.contains { $0.contains(scalar) }
    return isMember != isNegated
  }

  static let digit = ScalarSet([0x30...0x39])
  static let word = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let space = ScalarSet([
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
    0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ])
  /// What a dot takes: everything but the ends of lines.
  static let inLine = ScalarSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029], isNegated: true)
}
