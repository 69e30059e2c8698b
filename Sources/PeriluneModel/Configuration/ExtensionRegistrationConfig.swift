/// How a host wants its extensions loaded and run.
///
/// ```swift
/// var config = ExtensionRegistrationConfig()
/// config.deny = ["old-tags"]
/// config.dataClassAllowlist = [.privateAttributes]
/// ```
public struct ExtensionRegistrationConfig: Sendable {
  /// The extensions to load and their settings; all that are found, when empty.
  public var extensions: [Entry] = []
  /// Extensions that are never loaded, whatever else is said about them.
  public var deny: [String] = []
  /// Extensions that run before all others, in this order.
  public var orderOverrides: [String] = []
  /// Capabilities that extensions may have; `nil` for any.
  ///
  /// Others are stripped, with a warning.
  public var capabilityAllowlist: [String]?
  /// Privileged capabilities that extensions may have.
  ///
  /// An extension that needs another one is refused.
  public var unsafeCapabilityAllowlist: [String] = []
  /// Data classes that no extension is granted.
  public var deniedDataClasses: [DataClass] = []
  /// Data classes that extensions may be granted; `nil` for any not denied.
  public var dataClassAllowlist: [DataClass]?
  /// Which values of a context are of which data class.
  public var dataClasses: [DataClassTag] = []
  /// Whether an invalid extension is left out instead of stopping the start.
  public var failOpen = false
  /// Whether soft failures fail the run.
  public var strictMode = false
  /// What failures do to a run, where the host says more than `strictMode`.
  public var failurePolicies = FailurePolicies()
  /// What all extensions together and each of them may use.
  public var limits = Limits()
  /// When a failing extension is left out for a while.
  public var breaker = Breaker()
  /// How much time extensions may add to a host's operations.
  public var performance = Performance()
  /// The hooks that the host defines.
  public var customHooks: [CustomHook] = []
  /// Whether extensions run at all; the environment may still say no.
  public var enabled = true
  /// Where each part stands in the file.
  public var locations: SourceMap

  /// Makes a configuration with every setting at its default.
  public init(locations: SourceMap = SourceMap(file: "configuration")) {
    self.locations = locations
  }

  /// The entry of an extension, where there is one.
  public func entry(of id: String) -> Entry? { extensions.first { $0.id == id } }

  /// Whether an extension that asks for this data class gets it.
  public func grants(_ dataClass: DataClass) -> Bool {
    !deniedDataClasses.contains(dataClass) && dataClassAllowlist?.contains(dataClass) != false
  }
}
