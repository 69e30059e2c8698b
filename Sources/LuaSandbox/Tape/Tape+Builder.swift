import CLuaBridge
import Synchronization

extension Tape {
  /// Builds one value from front to back.
  ///
  /// Between `beginArray` or `beginObject` and `end` come the items, or pairs of
  /// a key and a value. Of a key that is there twice the last value stays. A tape
  /// holds less than 4 GiB.
  public struct Builder {
    var bytes: [UInt8]
    /// Complete values whose array or object is still open.
    var entries: [perilune_tape_field] = []
    private(set) var open: [OpenContainer] = []
    private var classSets: [UInt64] = []
    /// Of the next value; at the offset 0 for none.
    private(set) var nextKey = Tape.Text(offset: 0, count: 0)
    private var nextClasses: UInt64 = 0
    /// Of the hash of keys.
    private(set) var seed: UInt64

    struct OpenContainer {
      var isObject: Bool
      /// Its first entry.
      var start: Int
      var key: Tape.Text
      var classes: UInt64
    }

    private static let count = Atomic(0)

    /// Starts without a value.
    public init() { self.init(capacity: 1_024) }

    /// Starts without a value, with room for a small one at least.
    private init(capacity: Int) {
      bytes = []
      bytes.reserveCapacity(capacity)
      bytes.append(contentsOf: repeatElement(0, count: Self.textOffset))
      entries.reserveCapacity(32)
      // Nobody can choose keys that meet, as hash values differ per process; the number makes them differ per tape. A
      // random number of the system's would take as long as a small tape.
      let number = Self.count.wrappingAdd(1, ordering: .relaxed).newValue
      seed = UInt64(truncatingIfNeeded: number.hashValue)
    }

    // MARK: Texts and tapes to build on

    /// Where a text stands that a builder was made with.
    static let textOffset = MemoryLayout<perilune_tape_header>.size

    /// Starts without a value, with a text whose parts serve as keys and strings.
    init(text: UnsafeRawBufferPointer) {
      // What a chat history of short messages takes; memory that is not written to costs nothing.
      self.init(capacity: Self.textOffset + text.count * 5 / 2)
      unsafe bytes.append(contentsOf: text)
    }

    /// Starts without a value, with a tape whose nodes serve as parts of a new
    /// one.
    package init(over tape: Tape) {
      // Room for some new fields, so that the copy is the only one.
      self.init(capacity: tape.size + 4_096)
      guard let header = tape.header else { return }
      bytes.replaceSubrange(0..., with: tape.bytes)
      seed = header.seed
      classSets = (1...).prefix(Int(header.class_count)).map { tape.classes(ofSet: $0) }
    }

    // MARK: Values

    /// Writes null.
    public mutating func writeNull() { add(PERILUNE_TAG_NULL, 0, 0) }

    /// Writes a boolean.
    public mutating func write(_ flag: Bool) { add(flag ? PERILUNE_TAG_TRUE : PERILUNE_TAG_FALSE, 0, 0) }

    /// Writes an integer.
    public mutating func write(_ number: Int64) { add(PERILUNE_TAG_INTEGER, 0, UInt64(bitPattern: number)) }

    /// Writes an integer.
    public mutating func write(_ number: Int) { write(Int64(number)) }

    /// Writes a floating point number.
    public mutating func write(_ number: Double) { add(PERILUNE_TAG_DOUBLE, 0, number.bitPattern) }

    /// Writes a string.
    public mutating func write(_ text: String) { write(append(text)) }

    /// Writes a string that stands in the tape already.
    mutating func write(_ text: Tape.Text) { add(PERILUNE_TAG_STRING, text.count, UInt64(text.offset)) }

    /// Names the next value, a field of the open object.
    public mutating func key(_ name: String) { nextKey = append(name) }

    /// Names the next value by a text that stands in the tape already.
    package mutating func key(_ name: Tape.Text) { nextKey = name }

    /// Hides the next value from scripts that are not granted all of `classes`,
    /// one bit each.
    public mutating func classify(_ classes: UInt64) { nextClasses = classes }

    // MARK: Containers

    /// Starts an array.
    public mutating func beginArray() { begin(isObject: false) }

    /// Starts an object.
    public mutating func beginObject() { begin(isObject: true) }

    mutating func begin(isObject: Bool) {
      open.append(OpenContainer(isObject: isObject, start: entries.count, key: nextKey, classes: nextClasses))
      nextKey.offset = 0
      nextClasses = 0
    }

    /// Ends the array or object that was started last.
    public mutating func end() {
      if open.last?.isObject == true { _ = sortFields() }
      endSorted()
    }

    /// Ends it when its fields are in order, if it has fields.
    mutating func endSorted() {
      guard let container = open.popLast() else { preconditionFailure("end() without an open array or object") }
      let count = entries.count - container.start
      let offset = container.isObject ? appendFields(from: container.start) : appendItems(from: container.start)
      entries.removeLast(count)
      (nextKey, nextClasses) = (container.key, container.classes)
      add(container.isObject ? PERILUNE_TAG_OBJECT : PERILUNE_TAG_ARRAY, count, UInt64(offset))
    }

    /// The finished value; ``Tape/none`` when nothing was written.
    public consuming func finish() -> Tape {
      precondition(open.isEmpty && entries.count <= 1, "a tape is one value, and its arrays and objects are ended")
      precondition(bytes.count <= UInt32.max, "a tape holds less than 4 GiB")
      guard let root = entries.first else { return .none }
      align()
      let header = perilune_tape_header(
        magic: UInt32(PERILUNE_TAPE_MAGIC), class_count: UInt32(classSets.count), classes: UInt64(bytes.count),
        seed: seed, root: root.node)
      unsafe classSets.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
      unsafe bytes.withUnsafeMutableBytes { unsafe $0.storeBytes(of: header, as: perilune_tape_header.self) }
      return Tape(bytes: bytes)
    }

    // MARK: Parts

    /// Writes a value of the tape that the builder was made with, which keeps its
    /// classes.
    package mutating func write(_ node: Tape.Node) {
      nextClasses |= node.classes
      add(node.node.tag, Int(node.node.count), node.node.payload)
    }

    private mutating func add(_ tag: some BinaryInteger, _ count: Int, _ payload: UInt64) {
      let node = perilune_node(
        tag: UInt8(tag), reserved: 0, class_set: classSet(nextClasses), count: UInt32(count), payload: payload)
      let (offset, length) = (UInt32(truncatingIfNeeded: nextKey.offset), UInt32(nextKey.count))
      entries.append(perilune_tape_field(key: offset, key_count: length, node: node))
      nextKey.offset = 0
      nextClasses = 0
    }

    /// The place of a set of classes, from 1; 0 for the empty one.
    private mutating func classSet(_ classes: UInt64) -> UInt16 {
      guard classes != 0 else { return 0 }
      if let known = classSets.firstIndex(of: classes) { return UInt16(known + 1) }
      // Beyond 65,535 different sets the last one takes all classes: it hides more, never less.
      if classSets.count == Int(UInt16.max) {
        classSets[classSets.count - 1] = .max
      } else {
        classSets.append(classes)
      }
      return UInt16(classSets.count)
    }

    private mutating func append(_ text: String) -> Tape.Text {
      let offset = bytes.count
      bytes.append(contentsOf: text.utf8)
      return Tape.Text(offset: offset, count: bytes.count - offset)
    }
  }
}
