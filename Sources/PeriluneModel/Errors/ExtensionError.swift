/// What went wrong with an extension, its manifest, its configuration or its
/// proposals: the one shape every layer above the sandbox reports.
///
/// ```swift
/// let error = ExtensionError(.manifestInvalid, "unknown key \"hoks\"; did you mean \"hooks\"?", extensionId: "tags")
/// error.code.rawValue  // "EXT_MANIFEST_INVALID"
/// ```
public struct ExtensionError: Error, Sendable, Hashable {
  /// The documented code; the only part that programs should compare.
  public var code: Code
  /// What happened and what to do about it, in one or two sentences.
  public var message: String
  /// How bad it is.
  public var severity: Severity
  /// The extension it belongs to, where there is one.
  public var extensionId: String?
  /// The name of the hook that ran, where one did.
  public var hook: String?
  /// Where in a file it happened, where that is known.
  public var location: SourceLocation?
  /// The line of source it happened on, without its line break.
  public var excerpt: String?
  /// The script's call stack, innermost call first, one call per line.
  public var traceback: String?
  /// What led to it, the nearest first.
  public var causes: [ExtensionError]

  /// Makes an error; `severity` is `.error` unless told otherwise.
  public init(
    _ code: Code,
    _ message: String,
    severity: Severity = .error,
    extensionId: String? = nil,
    hook: String? = nil,
    location: SourceLocation? = nil,
    causes: [ExtensionError] = []
  ) {
    self.code = code
    self.message = message
    self.severity = severity
    self.extensionId = extensionId
    self.hook = hook
    self.location = location
    self.causes = causes
  }
}

extension ExtensionError {
  /// How bad an error is.
  @nonexhaustive
  public enum Severity: String, Sendable, Hashable, CaseIterable {
    /// Something was left out or cut, and the work went on.
    case warn
    /// One extension or one invocation failed.
    case error
    /// The run or the start failed.
    case fatal
  }

  /// The same error, one that the work survived.
  public var asWarning: ExtensionError {
    var copy = self
    copy.severity = .warn
    return copy
  }
}

extension ExtensionError: CustomStringConvertible {
  /// One line for a log: code, place and message.
  public var description: String {
    let place = location.map { "\($0): " } ?? ""
    let owner = [extensionId, hook].compactMap(\.self).joined(separator: "/")
    return "\(code.rawValue) \(owner.isEmpty ? "" : "[\(owner)] ")\(place)\(message)"
  }
}
