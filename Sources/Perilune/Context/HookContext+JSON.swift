import LuaSandbox
public import PeriluneModel

extension HookContext {
  /// Makes a context of a JSON object, as a sidecar gets it.
  ///
  /// The text becomes what scripts read without a value in between: its cost
  /// does not grow with what nobody reads. Accepted and refused is what
  /// `Value(parsing:)` accepts and refuses.
  ///
  /// ```swift
  /// let context = try HookContext(json: body)
  /// let outcome = try await runtime.run(.preChatTurn, context)
  /// ```
  ///
  /// - Parameters:
  ///   - text: UTF-8, not more than `Tape.maxJSONSize` bytes.
  ///   - file: What errors call it.
  /// - Throws: `configInvalid` with line and column for a text that is not JSON
  ///   or no object.
  public init(json text: [UInt8], file: String = "context") throws(ExtensionError) {
    try unsafe self.init(json: text.span.bytes, file: file)
  }

  /// Makes a context of a JSON object, wherever its bytes are.
  ///
  /// - Throws: `configInvalid`, as for an array of bytes.
  public init(json text: RawSpan, file: String = "context") throws(ExtensionError) {
    let tape: Tape
    do throws(Tape.JSONError) {
      tape = try Tape(json: text)
    } catch {
      throw ExtensionError(error, file: file)
    }
    guard tape.root?.isObject == true else {
      let message = "a context has to be a JSON object, not another value"
      throw ExtensionError(.configInvalid, message, location: SourceLocation(file: file))
    }
    self.init(.json(tape))
  }
}

extension ExtensionError {
  fileprivate init(_ error: Tape.JSONError, file: String) {
    let place = error.path.isEmpty ? "" : " in \(error.path)"
    let location = SourceLocation(file: file, line: error.line, column: error.column)
    self.init(.configInvalid, "not valid JSON\(place): \(error.message)", location: location)
  }
}
