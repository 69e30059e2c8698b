/// What a transaction did to one attribute.
public struct AttributeChange: Sendable, Hashable {
  /// The path of the operation.
  public var path: StatePath
  /// The value before; `nil` when there was none.
  public var old: Value?
  /// The value after.
  public var new: Value

  /// Makes a change.
  public init(path: StatePath, old: Value?, new: Value) {
    self.path = path
    self.old = old
    self.new = new
  }
}
