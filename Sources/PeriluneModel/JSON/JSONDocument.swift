/// A parsed file whose parts know their line and column.
package struct JSONDocument: Sendable {
  /// The file's path, as messages show it.
  package let file: String
  /// The outermost value.
  package let root: JSONNode
  private let lines: LineTable

  /// Parses a whole file.
  ///
  /// - Throws: `JSONSyntaxError` at the first place that is not JSON.
  package init(parsing bytes: some Sequence<UInt8>, file: String) throws(JSONSyntaxError) {
    let bytes = Array(bytes)
    var parser = JSONParser<JSONNode>(bytes, maxDepth: Value.defaultMaxDepth)
    root = try parser.document()
    lines = LineTable(bytes)
    self.file = file
  }

  /// The place of a byte.
  package func location(of offset: Int) -> SourceLocation {
    let (line, column) = lines.position(of: offset)
    return SourceLocation(file: file, line: line, column: column)
  }
}
