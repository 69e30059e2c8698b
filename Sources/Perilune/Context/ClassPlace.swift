import PeriluneModel

/// A place in a context, with the tags that still matter there.
///
/// A walk over a context goes from place to place, so that each step looks only
/// at one key of the few tags that agree with all keys before it.
struct ClassPlace: Sendable {
  /// The data classes of what stands here, as bits.
  private(set) var classes: UInt64 = 0
  /// Agree with the path to here and reach further.
  private var open: [(tag: DataClassTag, classes: UInt64)] = []
  private var depth = 0
  private var isAttributes = false

  /// The outermost place of a context.
  init(tags: [DataClassTag], mask: ClassMask) {
    for tag in tags { add(tag, mask.needed([tag.dataClass])) }
  }

  /// Whether parts of what stands here have classes of their own.
  var hasTagsBelow: Bool { !open.isEmpty }

  /// The place of a field; an attribute's name is a dotted path.
  func field(_ name: @autoclosure () -> String) -> ClassPlace {
    guard isAttributes, hasTagsBelow else { return below(name()) }
    return ContextEncoder.keys(of: name(), in: ["attributes"]).reduce(self) { $0.below($1) }
  }

  /// The place of an item, counted from 0.
  func item(_ index: Int) -> ClassPlace { below(String(index)) }

  private func below(_ key: @autoclosure () -> String) -> ClassPlace {
    guard hasTagsBelow else { return self }
    var place = self
    place.open = []
    place.depth = depth + 1
    place.isAttributes = depth == 0 && key() == "attributes"
    for (tag, classes) in open where tag.agrees(with: key(), at: depth) { place.add(tag, classes) }
    return place
  }

  private mutating func add(_ tag: DataClassTag, _ bits: UInt64) {
    if tag.depth == depth { classes |= bits } else { open.append((tag, bits)) }
  }
}
