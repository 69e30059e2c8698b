import CLuaBridge

extension Tape.Builder {
  /// Ends the block before at a multiple of 8 bytes.
  mutating func align() {
    while bytes.count % 8 != 0 { bytes.append(0) }
  }

  /// Writes the nodes of a complete array; their entries are of no use afterwards.
  ///
  /// - Returns: Where they are.
  mutating func appendItems(from start: Int) -> Int {
    align()
    let offset = bytes.count
    unsafe entries.withUnsafeMutableBytes { memory in
      let from = start * MemoryLayout<perilune_tape_field>.stride
      let count = (memory.count - from) / MemoryLayout<perilune_tape_field>.stride
      // A node moves towards the front, over what was read before, so that one block of bytes has them all.
      for index in 0..<count {
        let entry = unsafe memory.load(
          fromByteOffset: from + index * MemoryLayout<perilune_tape_field>.stride, as: perilune_tape_field.self)
        unsafe memory.storeBytes(
          of: entry.node, toByteOffset: from + index * MemoryLayout<perilune_node>.stride, as: perilune_node.self)
      }
      let nodes = from..<from + count * MemoryLayout<perilune_node>.stride
      unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: memory[nodes]))
    }
    return offset
  }

  /// Writes the fields of a complete object, which are in order.
  ///
  /// - Returns: Where they are.
  mutating func appendFields(from start: Int) -> Int {
    align()
    let offset = bytes.count
    unsafe entries.withUnsafeBytes { memory in
      let fields = start * MemoryLayout<perilune_tape_field>.stride..<memory.count
      unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: memory[fields]))
    }
    if entries.count - start > PERILUNE_TAPE_WALK { appendSlots(from: start) }
    return offset
  }

  /// Writes where each key is found by its hash.
  private mutating func appendSlots(from start: Int) {
    let size = MemoryLayout<UInt32>.size
    let slots = UInt64(perilune_tape_slots(UInt32(entries.count - start)))
    let offset = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: Int(slots) * size))
    unsafe bytes.withUnsafeMutableBytes { memory in
      guard let base = memory.baseAddress else { return }
      let text = unsafe UnsafePointer(base.assumingMemoryBound(to: UInt8.self))
      for (index, field) in entries[start...].enumerated() {
        var slot = unsafe perilune_tape_hash(seed, text + Int(field.key), Int(field.key_count)) & (slots - 1)
        while unsafe memory.load(fromByteOffset: offset + Int(slot) * size, as: UInt32.self) != 0 {
          slot = (slot + 1) & (slots - 1)
        }
        unsafe memory.storeBytes(of: UInt32(index + 1), toByteOffset: offset + Int(slot) * size, as: UInt32.self)
      }
    }
  }
}
