/// A Lua source file of an extension.
public struct Source: Sendable, Hashable {
  /// The name that `require` knows it by, such as `lib.lexicon`; empty for the
  /// main script.
  public var module: String
  /// The name that messages show.
  public var file: String
  /// The text as it stands in the file, UTF-8 or not; bytecode is refused.
  public var bytes: [UInt8]

  /// The most bytes of a source.
  public static let sizeLimit = 1_048_576
  /// The most processor time that compiling one source may take.
  public static let compileTimeLimit = Duration.milliseconds(250)
  /// The most index steps (`.name`, `[key]`) of one chained expression.
  public static let chainLimit = 200

  /// Makes a source; the main script unless `module` is given.
  public init(_ text: String, file: String, module: String = "") {
    self.init(bytes: Array(text.utf8), file: file, module: module)
  }

  /// Makes a source of a file's bytes.
  public init(bytes: [UInt8], file: String, module: String = "") {
    self.bytes = bytes
    self.file = file
    self.module = module
  }
}
