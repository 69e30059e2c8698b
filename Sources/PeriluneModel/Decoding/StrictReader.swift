/// Collects everything that is wrong with one file.
///
/// Decoding goes on after a problem, so that an author sees all of them at
/// once. One thread at a time uses a reader.
package final class StrictReader {
  private let document: JSONDocument
  private let code: ExtensionError.Code
  private var reports: [(offset: Int, error: ExtensionError)] = []

  /// Reads `document` and reports with `code`.
  package init(_ document: JSONDocument, code: ExtensionError.Code) {
    self.document = document
    self.code = code
  }

  /// The outermost value.
  package var root: StrictField { StrictField(node: document.root, path: "", keyOffset: nil, reader: self) }

  /// What was reported, in the order of the file.
  package var problems: [ExtensionError] {
    let order = reports.indices.sorted { (reports[$0].offset, $0) < (reports[$1].offset, $1) }
    return order.map { reports[$0].error }
  }

  package func location(of offset: Int) -> SourceLocation { document.location(of: offset) }

  func report(_ message: String, at offset: Int) {
    reports.append((offset, ExtensionError(code, message, location: location(of: offset))))
  }
}
