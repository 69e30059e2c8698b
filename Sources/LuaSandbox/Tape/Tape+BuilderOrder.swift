import CLuaBridge

extension Tape.Builder {
  /// Up to so many fields are put in order one by one.
  private static let fewFields = 16

  /// Puts the fields of the open object in the order of their keys, each key
  /// once with the last of its values.
  ///
  /// - Returns: Whether each key was there once.
  mutating func sortFields() -> Bool {
    let start = open.last?.start ?? 0
    // Whatever the way of sorting, it compares the neighbours of the final order, and so finds keys that are equal.
    var isUnique = true
    unsafe bytes.withUnsafeBufferPointer { bytes in
      let order = unsafe KeyOrder(bytes: bytes)
      unsafe entries.withUnsafeMutableBufferPointer { entries in
        var fields = unsafe UnsafeMutableBufferPointer(rebasing: entries[start...])
        isUnique = unsafe fields.count <= Self.fewFields ? order.sortFew(fields) : order.sortMany(&fields)
      }
    }
    if !isUnique { dropEarlierTwins(from: start) }
    return isUnique
  }

  private mutating func dropEarlierTwins(from start: Int) {
    var last = start
    for index in entries.indices[start...].dropFirst() {
      let areTwins = unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe KeyOrder(bytes: bytes).compare(entries[last], entries[index]) == 0
      }
      if !areTwins { last += 1 }
      entries[last] = entries[index]
    }
    entries.removeLast(entries.count - 1 - last)
  }
}

/// The order of the fields of an object, which leaves equal keys as they were.
@safe  // Its pointer is that of the closure which it is made and used in.
private struct KeyOrder {
  let bytes: UnsafeBufferPointer<UInt8>

  func compare(_ left: perilune_tape_field, _ right: perilune_tape_field) -> Int32 {
    unsafe perilune_tape_compare(bytes.baseAddress, left.key, left.key_count, right.key, right.key_count)
  }

  /// Inserts one after the other; says whether all keys differ.
  func sortFew(_ fields: UnsafeMutableBufferPointer<perilune_tape_field>) -> Bool {
    var isUnique = true
    for index in 1..<max(1, fields.count) {
      let field = unsafe fields[index]
      var place = index
      while place > 0 {
        let result = unsafe compare(fields[place - 1], field)
        if result == 0 { isUnique = false }
        if result <= 0 { break }
        unsafe fields[place] = unsafe fields[place - 1]
        place -= 1
      }
      unsafe fields[place] = field
    }
    return isUnique
  }

  /// Sorts what is not in order; says whether all keys differ.
  func sortMany(_ fields: inout UnsafeMutableBufferPointer<perilune_tape_field>) -> Bool {
    var isUnique = true
    let isSorted = unsafe zip(fields, fields.dropFirst()).allSatisfy { compare($0, $1) < 0 }
    if isSorted { return true }
    unsafe fields.sort { left, right in
      let result = compare(left, right)
      if result == 0 { isUnique = false }
      return result < 0
    }
    return isUnique
  }
}
