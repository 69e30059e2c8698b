import Foundation
import Logging
import Perilune
import PeriluneMetrics
import PeriluneModel
import Synchronization
import Testing

/// Observers hear of kills and revivals in the order in which they took effect.
@Suite struct KillOrderTests {
  /// Follows the orders as a gauge does, and has something to do in between.
  private final class Follower: RuntimeObserver {
    private let state = Mutex((board: KillBoard(), mistakes: 0, isTold: false))

    var kills: [Kill] { state.withLock { $0.board.kills } }
    var mistakes: Int { state.withLock { $0.mistakes } }

    func observe(_ event: RuntimeEvent) {
      switch event {
      case .killed(let kill):
        follow { board in
          board.kill(kill)
          return true
        }
      case .revived(let revival): follow { $0.revive(revival.kill.target) == revival.kill }
      default: break
      }
    }

    private func follow(_ change: (inout KillBoard) -> Bool) {
      let isAlone = state.withLock { state in
        defer { state.isTold = true }
        return !state.isTold
      }
      sched_yield()
      state.withLock { state in
        if !change(&state.board) || !isAlone { state.mistakes += 1 }
        state.isTold = false
      }
    }
  }

  /// Calls back into the runtime.
  private final class Meddler: RuntimeObserver {
    private let runtime = Mutex<ExtensionRuntime?>(nil)

    func meddle(with runtime: ExtensionRuntime?) { self.runtime.withLock { $0 = runtime } }

    func observe(_ event: RuntimeEvent) {
      guard case .killed(let kill) = event, kill.actor == "ana", let runtime = runtime.withLock(\.self) else { return }
      // From this thread and from another one that is waited for.
      _ = try? runtime.revive(kill.target, by: "meddler", because: "no")
      let end = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        _ = try? runtime.kill(.hook(.preChatTurn, of: "b"), by: "other", because: "no")
        end.signal()
      }
      end.wait()
    }
  }

  private func runtime(_ observers: [any RuntimeObserver]) async throws -> ExtensionRuntime {
    let folder = try TemporaryExtensions()
    for id in ["a", "b"] { try folder.add(id, hook: .preChatTurn, "") }
    return try await folder.runtime { _, options in
      options.observers = observers
      options.logger = .init(label: "kills") { _ in RecordingHandler(lines: Lines()) }
    }
  }

  @Test func manyOperatorsAtOnceLeaveEveryObserverRight() async throws {
    let (follower, metrics) = (Follower(), RuntimeMetrics())
    let runtime = try await runtime([follower, metrics])
    let targets: [KillTarget] = [.all, .extension("a"), .hook(.preChatTurn, of: "b")]
    await withTaskGroup(of: Void.self) { group in
      for operatorNumber in 0..<8 {
        group.addTask {
          await withCheckedContinuation { continuation in
            Thread.detachNewThread {
              for round in 0..<400 {
                let target = targets[(round / 3 + operatorNumber) % targets.count]
                if (round + operatorNumber) % 2 == 0 {
                  _ = try? runtime.kill(target, by: "\(operatorNumber)", because: "\(round)")
                } else {
                  _ = try? runtime.revive(target, by: "\(operatorNumber)", because: "\(round)")
                }
              }
              continuation.resume()
            }
          }
        }
      }
    }
    #expect(follower.mistakes == 0)
    #expect(follower.kills == runtime.killed)
    #expect(metrics.value(of: .killOrders, detail: "killed") == 1_600)
    for target in targets {
      let (id, hook) = (target.extensionId ?? "all", target.hook?.rawValue ?? "all")
      let isKilled = runtime.killed.contains { $0.target == target }
      #expect(metrics.value(of: .killed, extension: id, hook: hook) == (isKilled ? 1 : 0), "\(target)")
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func anObserverMayKillAndReviveAndNothingWaitsForItself() async throws {
    let (recorder, meddler) = (EventRecorder(), Meddler())
    let runtime = try await runtime([recorder, meddler])
    meddler.meddle(with: runtime)
    try runtime.kill(.extension("a"), by: "ana", because: "test")
    meddler.meddle(with: nil)
    let story = recorder.story.filter { $0.hasPrefix("killed") || $0.hasPrefix("revived") }
    #expect(story == ["killed a", "revived a", "killed b/preChatTurn"], "\(story)")
  }
}
