import Logging

extension Logger {
  /// One that says nothing.
  static var silent: Logger { Logger(label: "perilune") { _ in SwiftLogNoOpLogHandler() } }
}
