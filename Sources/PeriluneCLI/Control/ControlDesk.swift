import Foundation
import Perilune
import PeriluneMetrics
import PeriluneModel

/// Answers what operators ask of this process.
struct ControlDesk: Sendable {
  private let runtime: ExtensionRuntime
  private let metrics: RuntimeMetrics
  private let start = ContinuousClock.now

  init(_ runtime: ExtensionRuntime, _ metrics: RuntimeMetrics) {
    self.runtime = runtime
    self.metrics = metrics
  }

  /// The answer to one line: `ok`, and what was asked for or the `error`.
  func answer(_ line: [UInt8]) -> Value {
    do {
      switch try ControlRequest(line) {
      case .kill(let target, let actor, let reason): return try kill(target, actor, reason)
      case .revive(let target, let actor, let reason): return try revive(target, actor, reason)
      case .list: return Self.good(process + [("extensions", .array(extensions)), ("kills", kills)])
      case .show: return Self.good(process + [("rows", rows)])
      }
    } catch let problem as ControlRequest.Problem {
      return Self.refused(problem.message)
    } catch let error as ExtensionError {
      return Self.refused(([error] + error.causes).map(\.message).joined(separator: "; "))
    } catch {
      return Self.refused("\(error)")
    }
  }

  private static func good(_ fields: [(String, Value)]) -> Value {
    var answer = Value.Object()
    answer["ok"] = true
    for (name, value) in fields { answer[name] = value }
    return .object(answer)
  }

  private static func good(_ fields: KeyValuePairs<String, Value>) -> Value { good(fields.map { ($0.key, $0.value) }) }

  private static func refused(_ message: String) -> Value { ["ok": false, "error": .string(message)] }

  /// What could not be saved is in force all the same, so it is no refusal.
  private func kill(_ target: KillTarget, _ actor: String, _ reason: String) throws(ExtensionError) -> Value {
    do throws(ExtensionError) {
      return Self.good(["kill": try runtime.kill(target, by: actor, because: reason).value])
    } catch {
      guard error.code == .storeFailure else { throw error }
      let kill = runtime.killed.first { $0.target == target }
      return Self.good(["kill": kill?.value ?? .null, "warning": Self.warning(error)])
    }
  }

  private static func warning(_ error: ExtensionError) -> Value {
    .string(error.withCauses.map(\.message).joined(separator: ": "))
  }

  private func revive(_ target: KillTarget, _ actor: String, _ reason: String) throws(ExtensionError) -> Value {
    let killed = runtime.killed.first { $0.target == target }
    let revival: Revival?
    do throws(ExtensionError) {
      revival = try runtime.revive(target, by: actor, because: reason)
    } catch {
      guard error.code == .storeFailure else { throw error }
      return Self.good(["revived": killed?.value ?? .null, "warning": Self.warning(error)])
    }
    guard let revival else {
      let inForce = runtime.killed.map(\.target.description).joined(separator: ", ")
      return Self.refused("\(target) is not killed; what is: \(inForce.isEmpty ? "nothing" : inForce)")
    }
    return Self.good(["revived": revival.kill.value])
  }

  // MARK: What there is

  private var process: [(String, Value)] {
    let uptime = (ContinuousClock.now - start) / .seconds(1)
    return [
      ("pid", .int(Int64(ProcessInfo.processInfo.processIdentifier))), ("uptimeSeconds", .double(uptime.rounded())),
    ]
  }

  private var kills: Value { .array(runtime.killed.map(\.value)) }

  private var extensions: [Value] {
    let status = runtime.status
    return runtime.registry.extensions.map { owner in
      let own = status.filter { $0.extensionId == owner.id }
      return [
        "id": .string(owner.id), "version": .string(owner.manifest.version.description),
        "priority": .int(Int64(owner.priority)), "hooks": .array(own.map(\.value)),
        "running": .int(Int64(own.first?.running ?? 0)), "waiting": .int(Int64(own.first?.waiting ?? 0)),
      ]
    }
  }

  private var rows: Value {
    let waiting = Dictionary(runtime.status.map { ($0.extensionId, $0.waiting) }, uniquingKeysWith: { $1 })
    return .array(metrics.rows.map { $0.value(waiting: waiting[$0.extensionId] ?? 0) })
  }
}

extension ExtensionStatus {
  /// The hook as JSON shows it.
  fileprivate var value: Value {
    [
      "hook": .string(hook.rawValue), "functions": .array(functions.map(Value.string)),
      "state": .string(!isEnabled ? "disabled" : kill != nil ? "killed" : "running"),
      "breaker": .string(breaker.rawValue),
    ]
  }
}

extension RuntimeMetrics.Row {
  /// The row as JSON shows it.
  fileprivate func value(waiting: Int) -> Value {
    [
      "extensionId": .string(extensionId), "hook": .string(hook), "invocations": .int(Int64(invocations)),
      "rate": .double((recent.rate * 100).rounded() / 100), "p50Ms": .double(recent.p50),
      "p95Ms": .double(recent.p95), "p99Ms": .double(recent.p99), "queueWaitMs": .double(queueWait),
      "errors": .int(Int64(errors)), "overruns": .int(Int64(overruns)), "skipped": .int(Int64(skipped)),
      "running": .int(Int64(running)), "queue": .int(Int64(waiting)),
      "breaker": .string(isCircuitOpen ? "open" : "closed"),
      "peakMemoryKB": .int(Int64((peakMemory + 1_023) / 1_024)),
    ]
  }
}
