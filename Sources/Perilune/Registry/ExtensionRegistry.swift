public import PeriluneModel

/// The extensions of a host, checked, ordered and frozen.
public struct ExtensionRegistry: Sendable {
  /// The version of the interface between runtime and scripts.
  public static let coreApiVersion = SemanticVersion(1, 0, 0)

  /// The extensions in their order of execution.
  public let extensions: [LoadedExtension]
  /// What was stripped or left out while loading.
  public let warnings: [ExtensionError]
  /// How many extensions were left out under `failOpen`.
  public let failedCount: Int
  /// The configuration that it was loaded with.
  public let config: ExtensionRegistrationConfig

  /// Loads the extensions of a folder: those in it, or the one it is.
  ///
  /// - Throws: `RegistrationFailure` with every problem of every extension.
  public static func load(
    folder: String, config: ExtensionRegistrationConfig = ExtensionRegistrationConfig()
  ) async throws(RegistrationFailure) -> ExtensionRegistry {
    guard config.enabled else { return ExtensionRegistry(extensions: [], warnings: [], failedCount: 0, config: config) }
    var loader = RegistryLoader(config: config)
    return try await loader.load(folder: folder)
  }
}
