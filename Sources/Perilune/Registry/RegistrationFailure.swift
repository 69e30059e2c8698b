public import PeriluneModel

/// All problems that kept extensions from being loaded, at once.
public struct RegistrationFailure: Error, Sendable, CustomStringConvertible {
  /// The problems of all extensions, warnings included, by file and line.
  public let problems: [ExtensionError]

  /// One line per problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
