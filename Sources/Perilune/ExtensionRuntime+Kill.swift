import Logging
public import PeriluneModel
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ExtensionRuntime {
  /// The kills that are in force, the oldest first.
  public var killed: [Kill] { control.withLock { $0.board.kills } }

  /// Keeps an extension, one of its hooks, or all extensions from running.
  ///
  /// It is in force when this returns: a script that runs is stopped, an
  /// invocation that waits leaves the queue, and later ones are skipped. It
  /// lasts until ``revive(_:by:because:)``, over reloads, and over restarts
  /// where the options have a `killStore`. Who, when and why is logged.
  ///
  /// - Throws: `configInvalid` for an extension that is not loaded, a hook that
  ///   it has no function for, and an empty actor or reason; `storeFailure` when
  ///   it could not be saved, though it is in force.
  @discardableResult
  public func kill(_ target: KillTarget, by actor: String, because reason: String) throws(ExtensionError) -> Kill {
    try checkReason(actor, reason)
    try checkTarget(target)
    let kill = Kill(target, actor: actor, reason: reason, time: Self.clock)
    control.withLock { $0.kill(kill) }
    tellOrders()
    try save("the kill of \(target) is in force, but a restart would lift it")
    return kill
  }

  /// Lifts the kill of exactly this target, so that it runs again.
  ///
  /// A kill that covers more, or of one hook, stays.
  ///
  /// - Returns: What was lifted; `nil` when the target itself was not killed.
  /// - Throws: `configInvalid` for an empty actor or reason; `storeFailure` when
  ///   it could not be saved, though it is in force.
  @discardableResult
  public func revive(
    _ target: KillTarget, by actor: String, because reason: String
  ) throws(ExtensionError) -> Revival? {
    try checkReason(actor, reason)
    let time = Self.clock
    let revival = control.withLock { control in
      control.revive(target) { Revival($0, actor: actor, reason: reason, time: time) }
    }
    guard let revival else { return nil }
    tellOrders()
    try save("\(target) runs again, but a restart would kill it")
    return revival
  }

  private static var clock: Int64 { Int64(Date().timeIntervalSince1970) }

  /// Tells of kills and revivals in the order in which they took effect; what
  /// another thread is at telling may include the caller's own.
  private func tellOrders() {
    var event = control.withLock { $0.outbox.begin() }
    while let next = event {
      log(next)
      observe(next)
      event = control.withLock { $0.outbox.next() }
    }
  }

  private func log(_ event: RuntimeEvent) {
    switch event {
    case .killed(let kill):
      let metadata = Self.metadata(kill.target, kill.actor, kill.reason)
      options.logger.warning("killed \(kill.target)", metadata: metadata)
    case .revived(let revival):
      let metadata = Self.metadata(revival.kill.target, revival.actor, revival.reason)
      options.logger.notice("revived \(revival.kill.target)", metadata: metadata)
    default: break
    }
  }

  private static func metadata(_ target: KillTarget, _ actor: String, _ reason: String) -> Logger.Metadata {
    var metadata: Logger.Metadata = ["actor": "\(actor)", "reason": "\(reason)"]
    metadata["extension"] = target.extensionId.map { "\($0)" }
    metadata["hook"] = target.hook.map { "\($0)" }
    return metadata
  }

  private func checkReason(_ actor: String, _ reason: String) throws(ExtensionError) {
    for (name, text) in [("an actor", actor), ("a reason", reason)] where !TextRule.nonEmpty.isMet(by: text) {
      throw ExtensionError(.configInvalid, "a kill or a revival needs \(name); say who and why")
    }
  }

  /// A misspelt name must not look like a kill.
  private func checkTarget(_ target: KillTarget) throws(ExtensionError) {
    guard let id = target.extensionId else { return }
    guard let owner = registry.extensions.first(where: { $0.id == id }) else {
      let advice = Spelling.advice(for: id, among: registry.extensions.map(\.id), else: "name one that is")
      throw ExtensionError(.configInvalid, "the extension \"\(id)\" is not loaded\(advice)")
    }
    guard let hook = target.hook, control.withLock({ $0.current.gate(of: id, in: hook) }) == nil else { return }
    let advice = Spelling.advice(
      for: hook.rawValue, among: owner.manifest.hooks.map(\.hook.rawValue), else: "name one of its hooks")
    throw ExtensionError(
      .configInvalid, "the extension has no function for the hook \"\(hook)\"\(advice)", extensionId: id)
  }

  /// One save at a time, so that the last one has the last state.
  private func save(_ consequence: String) throws(ExtensionError) {
    guard let store = options.killStore else { return }
    let failure: ExtensionError? = saving.withLock { _ in
      do {
        try store.save(killed)
        return nil
      } catch {
        let cause = error as? ExtensionError ?? ExtensionError(.storeFailure, "\(error)")
        return ExtensionError(.storeFailure, "\(consequence): it was not saved", causes: [cause])
      }
    }
    guard let failure else { return }
    options.logger.error("\(failure)")
    throw failure
  }
}
