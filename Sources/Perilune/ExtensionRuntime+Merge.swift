import LuaSandbox
public import PeriluneModel
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ExtensionRuntime {
  /// Merges proposals as a run does: in the order of execution, with the
  /// resolvers of the host and those that extensions declare.
  ///
  /// Use it for the proposals of several hooks, such as those of a chat turn.
  ///
  /// - Parameters:
  ///   - txId: The id of the consolidated transaction.
  ///   - clock: The clock of resolvers written in Lua; the system's by default.
  public func merge(
    _ proposals: [StateTransaction], txId: String, tags: [DataClassTag] = [], clock: Int64? = nil
  ) async -> MergedTransactions {
    let generation = control.withLock { $0.enter() }
    defer { generation.leave() }
    let events = RunEvents(
      options, hook: .prePersistTurn, requestId: txId, subject: nil, generation: generation.number)
    var merge = ProposalMerge(
      runtime: self, generation: generation, hook: .prePersistTurn, txId: txId,
      tags: generation.registry.config.dataClasses + tags, clock: clock ?? Int64(Date().timeIntervalSince1970),
      events: events, proposals: proposals)
    while let call = merge.nextCall() { merge.answer(call, await call.pool.result(of: call.invocation)) }
    return merge.merged
  }
}

extension SandboxPool {
  /// The outcome of an invocation, or why there is none.
  func result(of invocation: Invocation) async -> Result<Outcome, SandboxError> {
    do throws(SandboxError) { return .success(try await run(invocation)) } catch { return .failure(error) }
  }

  func blockingResult(of invocation: Invocation) -> Result<Outcome, SandboxError> {
    do throws(SandboxError) { return .success(try runBlocking(invocation)) } catch { return .failure(error) }
  }
}
