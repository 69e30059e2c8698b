public import Logging
import PeriluneModel
import Synchronization

/// Writes what happens in a runtime to a log: what scripts log, and what goes
/// wrong around them.
///
/// Each line has `request`, `extension`, `hook` and `function` as metadata.
/// What scripts log is limited per extension, and how many lines that cost is
/// logged itself. No line holds a value that an extension may not see.
///
/// ```swift
/// options.observers.append(LogObserver(logger))
/// ```
public final class LogObserver: RuntimeObserver {
  private let logger: Logger
  private let limits: Mutex<LogLimits>
  private let now: @Sendable () -> ContinuousClock.Instant

  /// Makes an observer.
  ///
  /// - Parameters:
  ///   - rate: Lines a second that the scripts of one extension may log over
  ///     time; `burst` lines may come at once.
  ///   - now: The clock; another one for tests.
  public init(
    _ logger: Logger, rate: Double = 10, burst: Int = 100,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    self.logger = logger
    self.now = now
    limits = Mutex(LogLimits(rate: rate, burst: burst))
  }

  /// Logs an event, if it is one for the log.
  public func observe(_ event: RuntimeEvent) {
    switch event {
    case .ran(let run, let function): script(function, run)
    case .failed(let run, let error): failure(error, run)
    case .skipped(let run, let skip): self.skip(skip, run)
    case .finished(let run, _, let failure?):
      logger.error("the run failed under a policy: \(failure.code.rawValue)", metadata: metadata(run))
    default: break
    }
  }

  private func metadata(_ run: RunReference, _ id: String? = nil, _ function: String? = nil) -> Logger.Metadata {
    var metadata: Logger.Metadata = ["request": "\(run.requestId)", "hook": "\(run.hook)"]
    if let id { metadata["extension"] = "\(id)" }
    if let function { metadata["function"] = "\(function)" }
    return metadata
  }

  private func script(_ function: HookOutcome.Run, _ run: RunReference) {
    guard !function.log.isEmpty else { return }
    let granted = limits.withLock { $0.admit(function.log.count, of: function.extensionId, at: now()) }
    let metadata = metadata(run, function.extensionId, function.function)
    if granted.missed > 0 {
      logger.warning("\(granted.missed) lines of the script were left out", metadata: metadata)
    }
    for line in function.log.prefix(granted.lines) {
      let level = Logger.Level(rawValue: line.level == "warn" ? "warning" : line.level) ?? .info
      logger.log(level: level, "\(line.text)", metadata: metadata)
    }
  }

  private func failure(_ error: ExtensionError, _ run: RunReference) {
    let level: Logger.Level = error.severity == .warn ? .warning : .error
    // Errors come from scripts too, so a script that fails all the time fills no disk with it either.
    let granted = limits.withLock { $0.admit(1, of: error.extensionId ?? "", at: now()) }
    guard granted.lines > 0 else { return }
    logger.log(level: level, "\(error)", metadata: metadata(run, error.extensionId))
  }

  private func skip(_ skip: HookOutcome.Skip, _ run: RunReference) {
    logger.debug("skipped: \(skip.reason.rawValue)", metadata: metadata(run, skip.extensionId, skip.function))
  }
}
