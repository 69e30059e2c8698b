import CLuaBridge

extension Tape {
  /// Builds one value from front to back.
  ///
  /// Between `beginArray` or `beginObject` and `end` come the items, or pairs of
  /// a key and a value. Of a key that is there twice the last value stays. A tape
  /// holds less than 4 GiB.
  public struct Builder {
    var bytes: [UInt8]
    /// Complete values whose array or object is still open.
    private var entries: [perilune_tape_field] = []
    private var open: [OpenContainer] = []
    private var classSets: [UInt64] = []
    /// Of the next value.
    private var nextKey: (offset: Int, count: Int) = (0, 0)
    private var nextClasses: UInt64 = 0
    private let seed = UInt64.random(in: .min ... .max)

    private struct OpenContainer {
      var isObject: Bool
      /// Its first entry.
      var start: Int
      var key: (offset: Int, count: Int)
      var classes: UInt64
    }

    /// Starts without a value.
    public init() { bytes = [UInt8](repeating: 0, count: MemoryLayout<perilune_tape_header>.size) }

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
    public mutating func write(_ text: String) {
      let place = append(text)
      add(PERILUNE_TAG_STRING, place.count, UInt64(place.offset))
    }

    /// Names the next value, a field of the open object.
    public mutating func key(_ name: String) { nextKey = append(name) }

    /// Hides the next value from scripts that are not granted all of `classes`,
    /// one bit each.
    public mutating func classify(_ classes: UInt64) { nextClasses = classes }

    // MARK: Containers

    /// Starts an array.
    public mutating func beginArray() { begin(isObject: false) }

    /// Starts an object.
    public mutating func beginObject() { begin(isObject: true) }

    /// Ends the array or object that was started last.
    public mutating func end() {
      guard let container = open.popLast() else { preconditionFailure("end() without an open array or object") }
      let offset: Int
      let count: Int
      if container.isObject {
        count = sortFields(from: container.start)
        offset = appendFields(from: container.start, count: count)
      } else {
        count = entries.count - container.start
        offset = appendItems(from: container.start)
      }
      entries.removeSubrange(container.start...)
      (nextKey, nextClasses) = (container.key, container.classes)
      add(container.isObject ? PERILUNE_TAG_OBJECT : PERILUNE_TAG_ARRAY, count, UInt64(offset))
    }

    private mutating func begin(isObject: Bool) {
      open.append(OpenContainer(isObject: isObject, start: entries.count, key: nextKey, classes: nextClasses))
      nextClasses = 0
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
      appendMemory(of: classSets[...])
      unsafe bytes.withUnsafeMutableBytes { unsafe $0.storeBytes(of: header, as: perilune_tape_header.self) }
      return Tape(bytes: bytes)
    }

    // MARK: Parts

    private mutating func add(_ tag: some BinaryInteger, _ count: Int, _ payload: UInt64) {
      let node = perilune_node(
        tag: UInt8(tag), reserved: 0, class_set: classSet(nextClasses), count: UInt32(count), payload: payload)
      let (offset, length) = (UInt32(truncatingIfNeeded: nextKey.offset), UInt32(nextKey.count))
      entries.append(perilune_tape_field(key: offset, key_count: length, node: node))
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

    private mutating func append(_ text: String) -> (offset: Int, count: Int) {
      let offset = bytes.count
      bytes.append(contentsOf: text.utf8)
      return (offset, bytes.count - offset)
    }

    private mutating func align() {
      while bytes.count % 8 != 0 { bytes.append(0) }
    }

    private mutating func appendMemory<Element: BitwiseCopyable>(of elements: ArraySlice<Element>) {
      unsafe elements.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    private mutating func appendItems(from start: Int) -> Int {
      align()
      let offset = bytes.count
      bytes.reserveCapacity(offset + (entries.count - start) * MemoryLayout<perilune_node>.size)
      for entry in entries[start...] { unsafe withUnsafeBytes(of: entry.node) { unsafe bytes.append(contentsOf: $0) } }
      return offset
    }

    private mutating func appendFields(from start: Int, count: Int) -> Int {
      align()
      let offset = bytes.count
      appendMemory(of: entries[start..<start + count])
      if count > PERILUNE_TAPE_WALK { appendSlots(from: start, count: count) }
      return offset
    }

    /// Where each key is found by its hash.
    private mutating func appendSlots(from start: Int, count: Int) {
      var slots = [UInt32](repeating: 0, count: Int(perilune_tape_slots(UInt32(count))))
      for index in 0..<count {
        var place = hash(of: entries[start + index])
        while slots[Int(truncatingIfNeeded: place) & (slots.count - 1)] != 0 { place &+= 1 }
        slots[Int(truncatingIfNeeded: place) & (slots.count - 1)] = UInt32(index + 1)
      }
      appendMemory(of: slots[...])
    }

    private func hash(of field: perilune_tape_field) -> UInt64 {
      unsafe bytes.withUnsafeBufferPointer {
        unsafe perilune_tape_hash(seed, $0.baseAddress.map { unsafe $0 + Int(field.key) }, Int(field.key_count))
      }
    }

    /// Puts the fields in the order of their keys, each key once.
    ///
    /// - Returns: How many are left.
    private mutating func sortFields(from start: Int) -> Int {
      if isSorted(from: start) { return entries.count - start }
      let order = (start..<entries.count).sorted { left, right in
        let result = compareKeys(entries[left], entries[right])
        return result != 0 ? result < 0 : left < right
      }
      let sorted = order.indices.filter { place in
        place + 1 == order.count || compareKeys(entries[order[place]], entries[order[place + 1]]) != 0
      }.map { entries[order[$0]] }
      entries.replaceSubrange(start..., with: sorted)
      return sorted.count
    }

    private func isSorted(from start: Int) -> Bool {
      for index in entries.indices[start...].dropFirst() where compareKeys(entries[index - 1], entries[index]) >= 0 {
        return false
      }
      return true
    }

    private func compareKeys(_ left: perilune_tape_field, _ right: perilune_tape_field) -> Int32 {
      unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe perilune_tape_compare(bytes.baseAddress, left.key, left.key_count, right.key, right.key_count)
      }
    }
  }
}
