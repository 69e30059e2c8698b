/// What strict decoding made of a file.
///
/// There is content exactly when no problem is worse than a warning.
public struct Decoded<Content> {
  /// What the file says; `nil` when it breaks a rule.
  public let content: Content?
  /// Everything that is wrong with it, in the order of the file.
  public let problems: [ExtensionError]

  init(_ content: Content, problems: [ExtensionError]) {
    self.content = problems.contains { $0.severity != .warn } ? nil : content
    self.problems = problems
  }

  init(problems: [ExtensionError]) {
    content = nil
    self.problems = problems
  }
}

extension Decoded: Sendable where Content: Sendable {}
