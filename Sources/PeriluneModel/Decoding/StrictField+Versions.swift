extension StrictField {
  /// A semantic version.
  func version() -> SemanticVersion? {
    parsed("a semantic version, such as \"1.2.0\"") { SemanticVersion($0) }
  }

  /// A version range in npm's grammar.
  func versionRange() -> VersionRange? {
    parsed("a version range, such as \"^1.2.0\" or \">=1.0.0 <3.0.0\"") { VersionRange($0) }
  }
}
