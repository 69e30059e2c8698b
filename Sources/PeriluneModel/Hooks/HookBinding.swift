/// A script's function that one hook calls.
public struct HookBinding: Sendable, Hashable {
  /// The hook that calls it.
  public var hook: HookKind
  /// The function's name in the table that the main script returns.
  public var function: String
  /// Where the manifest lists it.
  public var location: SourceLocation?

  /// Makes a binding.
  public init(hook: HookKind, function: String, location: SourceLocation? = nil) {
    self.hook = hook
    self.function = function
    self.location = location
  }
}
