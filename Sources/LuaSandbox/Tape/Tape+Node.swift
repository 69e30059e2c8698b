import CLuaBridge

extension Tape {
  /// A value of a tape that Swift reads where it stands.
  package struct Node: Sendable {
    let tape: Tape
    let node: perilune_node

    init(_ node: perilune_node, of tape: Tape) { (self.node, self.tape) = (node, tape) }
  }

  /// What a tape holds; `nil` when it holds nothing.
  package var root: Node? { header.map { Node($0.root, of: self) } }

  var header: perilune_tape_header? { bytes.isEmpty ? nil : load(at: 0) }

  /// The data classes of a set, which nodes count from 1; 0 is the empty one.
  func classes(ofSet number: Int) -> UInt64 {
    guard number > 0, let header else { return 0 }
    return load(at: Int(header.classes) + (number - 1) * MemoryLayout<UInt64>.size)
  }

  fileprivate func load<Part: BitwiseCopyable>(at offset: Int) -> Part {
    unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: Part.self) }
  }
}

extension Tape.Node {
  /// What a value is; parts of an array or object have to be asked for.
  package enum Content: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case double(Double)
    case string(String)
    case array
    case object
  }

  /// What it is.
  package var content: Content {
    switch Int(node.tag) {
    case PERILUNE_TAG_FALSE: .bool(false)
    case PERILUNE_TAG_TRUE: .bool(true)
    case PERILUNE_TAG_INTEGER: .integer(Int64(bitPattern: node.payload))
    case PERILUNE_TAG_DOUBLE: .double(Double(bitPattern: node.payload))
    case PERILUNE_TAG_STRING: .string(tape.string(Tape.Text(offset: Int(node.payload), count: Int(node.count))))
    case PERILUNE_TAG_ARRAY: .array
    case PERILUNE_TAG_OBJECT: .object
    default: .null
    }
  }

  /// The data classes of the value, one bit each.
  package var classes: UInt64 { tape.classes(ofSet: Int(node.class_set)) }

  /// Whether it has fields.
  package var isObject: Bool { node.tag == PERILUNE_TAG_OBJECT }

  /// The items of an array; none of any other value.
  package var items: some RandomAccessCollection<Tape.Node> {
    (0..<(node.tag == PERILUNE_TAG_ARRAY ? Int(node.count) : 0)).lazy.map { index in
      Tape.Node(tape.load(at: Int(node.payload) + index * MemoryLayout<perilune_node>.stride), of: tape)
    }
  }

  /// The fields of an object, in the order of their keys' bytes; none of any
  /// other value.
  package var fields: some RandomAccessCollection<Tape.Field> {
    (0..<(isObject ? Int(node.count) : 0)).lazy.map { index in
      let stride = MemoryLayout<perilune_tape_field>.stride
      let field: perilune_tape_field = tape.load(at: Int(node.payload) + index * stride)
      return Tape.Field(
        key: Tape.Text(offset: Int(field.key), count: Int(field.key_count)), value: Tape.Node(field.node, of: tape))
    }
  }

  /// The field of this name; `nil` where there is none.
  package subscript(name: String) -> Tape.Node? {
    fields.first { tape.bytes[$0.key.range].elementsEqual(name.utf8) }?.value
  }
}

extension Tape {
  /// A part of an object.
  package struct Field: Sendable {
    /// Where its name stands.
    package let key: Text
    /// What it names.
    package let value: Node

    /// Its name.
    package var name: String { value.tape.string(key) }
  }
}
