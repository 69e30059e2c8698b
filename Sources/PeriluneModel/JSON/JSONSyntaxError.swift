/// The place and the reason where a text stops being JSON.
public struct JSONSyntaxError: Error, Sendable, Hashable {
  /// What is wrong and what to do about it.
  public var message: String
  /// The line, counted from 1.
  public var line: Int
  /// The column in UTF-8 bytes, counted from 1.
  public var column: Int

  init(_ message: String, at offset: Int, of bytes: [UInt8]) {
    self.message = message
    (line, column) = LineTable(bytes).position(of: offset)
  }

  /// The same as an error of an extension's or a host's file.
  public func asExtensionError(_ code: ExtensionError.Code, file: String) -> ExtensionError {
    let location = SourceLocation(file: file, line: line, column: column)
    return ExtensionError(code, "not valid JSON: \(message)", location: location)
  }
}

extension JSONSyntaxError: CustomStringConvertible {
  /// One line for a log: place and reason.
  public var description: String { "\(line):\(column): \(message)" }
}
