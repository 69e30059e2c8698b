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
  /// It logs what scripts say and what goes wrong.
  public var wantsOrdinaryRuns: Bool { false }

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
    let metadata = metadata(run, function.extensionId, function.function)
    for line in function.log.prefix(admit(function.log.count, of: function.extensionId, metadata)) {
      let level = Logger.Level(rawValue: line.level == "warn" ? "warning" : line.level) ?? .info
      logger.log(level: level, "\(line.text)", metadata: metadata)
    }
  }

  private func failure(_ error: ExtensionError, _ run: RunReference) {
    let level: Logger.Level = error.severity == .warn ? .warning : .error
    // Errors come from scripts too, so a script that fails all the time fills no disk with it either.
    let metadata = metadata(run, error.extensionId)
    guard admit(1, of: error.extensionId ?? "", metadata) > 0 else { return }
    logger.log(level: level, "\(error)", metadata: metadata)
  }

  /// How many of the lines may be logged; says how many were left out before.
  private func admit(_ count: Int, of extensionId: String, _ metadata: Logger.Metadata) -> Int {
    let granted = limits.withLock { $0.admit(count, of: extensionId, at: now()) }
    if granted.missed > 0 { logger.warning("\(granted.missed) lines were left out", metadata: metadata) }
    return granted.lines
  }

  private func skip(_ skip: HookOutcome.Skip, _ run: RunReference) {
    logger.debug("skipped: \(skip.reason.rawValue)", metadata: metadata(run, skip.extensionId, skip.function))
  }
}
