import PeriluneModel
import Synchronization

/// Answers of scripts to the questions of a merge, which is a pure function
/// and cannot wait.
///
/// A merge that meets a question without an answer notes it and is thrown away;
/// the script is asked, and the merge runs again.
final class ResolverDesk: Sendable {
  struct Question: Sendable, Hashable {
    let resolverId: String
    let request: ConflictResolver.Request
  }

  private struct State {
    var answers: [Question: Result<ConflictResolver.Resolution, ExtensionError>] = [:]
    var pending: Question?
  }

  private struct Unanswered: Error {}

  private let state = Mutex(State())

  /// A resolver that takes its answers from here.
  func resolver(_ id: String) -> ConflictResolver {
    ConflictResolver { [self] request in
      let question = Question(resolverId: id, request: request)
      let answer = state.withLock { state in
        // Only the first one: later questions may depend on its answer.
        if state.answers[question] == nil, state.pending == nil { state.pending = question }
        return state.answers[question]
      }
      guard let answer else { throw Unanswered() }
      return try answer.get()
    }
  }

  /// The question of the last merge, if it had one.
  func takePending() -> Question? {
    state.withLock { state in
      defer { state.pending = nil }
      return state.pending
    }
  }

  func answer(_ question: Question, with result: Result<ConflictResolver.Resolution, ExtensionError>) {
    state.withLock { $0.answers[question] = result }
  }
}
