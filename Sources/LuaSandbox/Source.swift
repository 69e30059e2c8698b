/// A Lua source file of an extension.
public struct Source: Sendable, Hashable {
  /// The name that `require` knows it by, such as `lib.lexicon`; empty for the
  /// main script.
  public var module: String
  /// The name that messages show.
  public var file: String
  /// The text; bytecode is refused.
  public var text: String

  /// The most bytes of a text.
  public static let sizeLimit = 1_048_576

  /// Makes a source; the main script unless `module` is given.
  public init(_ text: String, file: String, module: String = "") {
    self.text = text
    self.file = file
    self.module = module
  }
}
