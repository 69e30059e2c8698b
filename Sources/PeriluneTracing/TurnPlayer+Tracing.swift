public import Perilune
import PeriluneModel
public import Tracing

extension TurnPlayer {
  /// Plays one turn inside a span of its own, the parent of the spans that a
  /// ``TraceObserver`` of the runtime makes.
  ///
  /// - Parameter tracer: The tracer; the one that the process bootstrapped by
  ///   default.
  /// - Throws: What ``TurnPlayer/play(_:)`` throws.
  public mutating func play(_ turn: RecordedTurn, in tracer: (any Tracer)?) async throws -> TurnReport {
    let span = (tracer ?? InstrumentationSystem.tracer).startAnySpan(
      "turn", context: .current ?? .topLevel, ofKind: .internal)
    span.attributes[Attribute.tenant] = turn.tenantId
    span.attributes[Attribute.session] = turn.conversationId
    defer { span.end() }
    do {
      return try await InstrumentationContext.$current.withValue(span.context) { try await play(turn) }
    } catch {
      // The code only, as for the spans inside.
      let type = (error as? ExtensionError)?.code.rawValue ?? "\(Swift.type(of: error))"
      span.attributes[Attribute.errorType] = type
      span.setStatus(SpanStatus(code: .error, message: type))
      throw error
    }
  }
}
