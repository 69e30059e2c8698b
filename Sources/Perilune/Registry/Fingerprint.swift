import LuaSandbox
import PeriluneModel

/// Everything that makes an extension behave as it does; a reload keeps one
/// whose fingerprint is the same.
struct Fingerprint: Sendable, Hashable {
  let folder: String
  let manifest: [UInt8]
  /// Those that the host left it.
  let capabilities: [String]
  let sources: [Source]
  let settings: Value
  let scopes: Set<DataClass>
  let overrides: ExtensionRegistrationConfig.Overrides
  let limits: SandboxPool.Limits
}
