/// Whether extensions run at all, after the environment had its say.
///
/// ```swift
/// let state = EnabledSwitch.read(environmentValue: "off", configured: true)
/// state.isEnabled  // false
/// ```
public struct EnabledSwitch: Sendable, Hashable {
  /// The environment variable whose value counts.
  public static let environmentVariable = "EXTENSIONS_ENABLED"

  /// Whether extensions run.
  public let isEnabled: Bool
  /// Says so when the environment variable could not be read.
  public let warning: ExtensionError?

  /// Joins the variable's value with what the configuration says.
  ///
  /// `false`, `no`, `0` and `off` disable in any case of letters; `true`,
  /// `yes`, `1`, `on`, nothing and an unset variable leave it to the
  /// configuration. Any other value disables, with a warning.
  public static func read(environmentValue: String?, configured: Bool) -> EnabledSwitch {
    switch environmentValue.map(normalized) ?? "" {
    case "", "true", "yes", "1", "on":
      return EnabledSwitch(isEnabled: configured, warning: nil)
    case "false", "no", "0", "off":
      return EnabledSwitch(isEnabled: false, warning: nil)
    default:
      return EnabledSwitch(isEnabled: false, warning: unreadable)
    }
  }

  private static let unreadable = ExtensionError(
    .configInvalid,
    "\(environmentVariable) has an unreadable value, so extensions are off; set it to true or false, or unset it",
    severity: .warn
  )

  private static func normalized(_ value: String) -> String {
    let body = value.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
    return String(body).lowercased()
  }
}
