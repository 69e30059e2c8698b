extension Value {
  /// The fields of an object, sorted by the UTF-8 bytes of their keys.
  ///
  /// The order is part of the value, so encoding, merging and iterating an
  /// object gives the same result everywhere. Looking a key up takes
  /// logarithmic time; setting a new one in the middle moves those behind it.
  public struct Object: Sendable, Hashable {
    /// The keys in their order.
    public private(set) var keys: [Key] = []
    private var values: [Value] = []

    /// Makes an object without fields.
    public init() {}

    /// Makes an object of fields in any order; of a key given twice the last
    /// value stays.
    public init(_ fields: some Sequence<(key: String, value: Value)>) {
      let entries = fields.enumerated().map { (key: Key($1.key), rank: $0, value: $1.value) }
      for entry in entries.sorted(by: { ($0.key, $0.rank) < ($1.key, $1.rank) }) {
        if keys.last == entry.key {
          values[values.count - 1] = entry.value
        } else {
          keys.append(entry.key)
          values.append(entry.value)
        }
      }
    }

    /// The value of `key`; setting `nil` removes the field.
    public subscript(key: String) -> Value? {
      get {
        let (index, isFound) = position(of: Key(key))
        return isFound ? values[index] : nil
      }
      set {
        let (index, isFound) = position(of: Key(key))
        switch (newValue, isFound) {
        case (let value?, true):
          values[index] = value
        case (let value?, false):
          keys.insert(Key(key), at: index)
          values.insert(value, at: index)
        case (nil, true):
          keys.remove(at: index)
          values.remove(at: index)
        case (nil, false):
          break
        }
      }
    }

    /// Takes every field of `other`, which wins where both have a key.
    public mutating func merge(_ other: Object) {
      for (key, value) in other { self[key] = value }
    }

    private func position(of key: Key) -> (index: Int, isFound: Bool) {
      var low = 0
      var high = keys.count
      while low < high {
        let middle = (low + high) / 2
        if keys[middle] < key { low = middle + 1 } else { high = middle }
      }
      return (low, low < keys.count && keys[low] == key)
    }
  }
}

extension Value.Object {
  /// A field name, compared by its UTF-8 bytes.
  public struct Key: Sendable, Hashable, Comparable {
    /// The name itself.
    public let text: String

    /// Makes the key with this name.
    public init(_ text: String) { self.text = text }

    /// Whether both names have the same bytes.
    public static func == (left: Key, right: Key) -> Bool {
      unsafe left.withBytes { left in unsafe right.withBytes { unsafe left.elementsEqual($0) } }
    }

    /// Whether the left name's bytes come first.
    public static func < (left: Key, right: Key) -> Bool {
      unsafe left.withBytes { left in unsafe right.withBytes { unsafe left.lexicographicallyPrecedes($0) } }
    }

    /// Feeds the name's bytes.
    public func hash(into hasher: inout Hasher) {
      unsafe withBytes { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
      hasher.combine(UInt8(0xFF))
    }

    /// Several times as fast as the view of code units, byte by byte.
    private func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
      if let result = unsafe text.utf8.withContiguousStorageIfAvailable(body) { return result }
      var native = text  // It came from Objective-C.
      return native.withUTF8(body)
    }
  }
}

extension Value.Object: RandomAccessCollection {
  /// A field.
  public typealias Element = (key: String, value: Value)
  /// A field's position in the key order.
  public typealias Index = Int
  /// Always 0.
  public var startIndex: Index { 0 }
  /// The number of fields.
  public var endIndex: Index { values.count }
  /// The field at a position of the key order.
  public subscript(position: Index) -> Element { (keys[position].text, values[position]) }
}
