/// The attributes of one subject, and the one definition of what operations do
/// to them.
///
/// A store reads a tree, applies a transaction and writes the tree back;
/// nothing here does I/O.
///
/// ```swift
/// var tree = StateTree()
/// let changes = try tree.apply(proposal)
/// tree[try StatePath("mood.mira")]  // .string("glad")
/// ```
public struct StateTree: Sendable, Hashable {
  /// The attributes: objects within objects.
  public private(set) var root: Value.Object

  /// How many levels below the root a value can stand, its own nesting
  /// included; transactions beyond it do not come into being.
  public static let maximumDepth = 64

  /// Makes a tree of existing attributes.
  public init(_ root: Value.Object = Value.Object()) { self.root = root }

  /// The value at a path; `nil` where there is none.
  public subscript(path: StatePath) -> Value? {
    path.keys.reduce(Value.object(root)) { value, key in value?[key] }
  }

  /// Applies a transaction, all of it or nothing, and tells what changed.
  ///
  /// A set creates the objects on its way; an increment starts at 0 and an
  /// append at an empty array where nothing is yet. Null is something: to count
  /// on from null, set a number first. The changes stand in the order of the
  /// net operations, without those that left the value as it was.
  ///
  /// - Throws: `.storeFailure` for an operation below a value that is not an
  ///   object, an increment of what is not a number and an append to what is
  ///   not an array. The message names the path and the kind of what is there.
  public mutating func apply(_ transaction: StateTransaction) throws(ExtensionError) -> [AttributeChange] {
    try apply(transaction.netOperations)
  }

  /// Applies operations in their order, all or none.
  package mutating func apply(_ operations: [StateOperation]) throws(ExtensionError) -> [AttributeChange] {
    var next = root
    var changes: [AttributeChange] = []
    for operation in operations {
      let change = try next.update(operation.path, below: 0, with: operation.kind)
      if change.old != change.new { changes.append(change) }
    }
    root = next
    return changes
  }
}

extension Value.Object {
  /// Changes the value at `path`, of which this object stands below the first
  /// `depth` keys.
  ///
  /// After an error the object is half changed; the caller drops it.
  @discardableResult
  mutating func update(
    _ path: StatePath,
    below depth: Int,
    with kind: StateOperation.Kind
  ) throws(ExtensionError) -> AttributeChange {
    let key = path.parts[depth].text
    let present = self[key]
    if depth == path.parts.count - 1 {
      let new = try kind.applied(to: present, at: path)
      self[key] = new
      return AttributeChange(path: path, old: present, new: new)
    }
    var child = try Self.child(present, at: depth, of: path, for: kind)
    // The child is taken out while it changes; two references would make it copy itself.
    self[key] = .null
    let change = try child.update(path, below: depth + 1, with: kind)
    self[key] = .object(child)
    return change
  }

  private static func child(
    _ present: Value?,
    at depth: Int,
    of path: StatePath,
    for kind: StateOperation.Kind
  ) throws(ExtensionError) -> Value.Object {
    guard let present else { return Value.Object() }
    if let fields = present.objectValue { return fields }
    let problem = "\"\(path.prefix(depth + 1))\" holds \(present.kindDescription), not an object"
    throw ExtensionError(.storeFailure, "cannot \(kind.verb) \"\(path)\": \(problem)")
  }
}
