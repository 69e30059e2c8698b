import ArgumentParser

extension ExitCode {
  /// The answer is no: problems, a call that did not complete, a failed run.
  static let negative = ExitCode(1)
  /// A file or folder cannot be used.
  static let unusableInput = ExitCode(2)
}
