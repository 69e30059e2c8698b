/// Two extensions that returned different values for one attribute of an
/// entity; the earlier one stays.
public struct AttributeConflict: Sendable, Hashable {
  /// The attribute's name.
  public let attribute: String
  /// The extension whose value stays.
  public let winner: String
  /// The extension whose value was dropped.
  public let loser: String
  /// The value that stays.
  public let kept: Value
  /// The value that was dropped.
  public let dropped: Value
}
