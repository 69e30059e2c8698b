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
  /// The folder that it was loaded from; `nil` when nothing was.
  public let folder: String?
  /// The configuration that it was loaded with.
  public let config: ExtensionRegistrationConfig

  /// Loads the extensions of a folder: those in it, or the one it is.
  ///
  /// - Throws: `RegistrationFailure` with every problem of every extension.
  public static func load(
    folder: String, config: ExtensionRegistrationConfig = ExtensionRegistrationConfig()
  ) async throws(RegistrationFailure) -> ExtensionRegistry {
    try await load(folder: folder, config: config, previous: [])
  }

  /// Loads a folder again; extensions of `previous` that did not change are
  /// taken over as they are.
  static func load(
    folder: String, config: ExtensionRegistrationConfig, previous: [LoadedExtension]
  ) async throws(RegistrationFailure) -> ExtensionRegistry {
    guard config.enabled else {
      return ExtensionRegistry(extensions: [], warnings: [], failedCount: 0, folder: folder, config: config)
    }
    var loader = RegistryLoader(config: config, previous: previous)
    return try await loader.load(folder: folder)
  }
}
