/// A place in a file.
public struct SourceLocation: Sendable, Hashable, CustomStringConvertible {
  /// The file's path, as the host or author would write it.
  public var file: String
  /// The line, counted from 1; `nil` when only the file is known.
  public var line: Int?
  /// The column in UTF-8 bytes, counted from 1; `nil` when only the line is
  /// known.
  public var column: Int?

  /// Makes a location.
  public init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`, as compilers print it.
  public var description: String {
    [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
  }
}
