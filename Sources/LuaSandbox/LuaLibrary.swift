import CLuaBridge

/// The Lua library of the system that this process has loaded.
///
/// ```swift
/// print(LuaLibrary.release, LuaLibrary.isTested)
/// ```
public enum LuaLibrary {
  /// The release, such as `5.4.4`.
  public static let release = unsafe String(bridge: perilune_lua_release())

  /// Whether the walls of the sandbox were tested against this release.
  ///
  /// Each release of Lua 5.4 has memory faults of its own. Those of 5.4.4, which
  /// Debian 12 ships, are closed or unreachable in the sandbox; of an older or
  /// newer one that is not known.
  public static var isTested: Bool { testedReleases.contains(release) }

  private static let testedReleases: Set = ["5.4.4"]
}
