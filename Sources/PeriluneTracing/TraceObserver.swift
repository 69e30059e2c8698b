public import Perilune
import PeriluneModel
import Synchronization
public import Tracing

/// Makes spans of what a runtime does: one per run of a hook, and inside it
/// one per invocation of an extension.
///
/// A run's span is a child of the span that is current in the host's task.
/// Names and attributes follow OpenTelemetry: names of low cardinality, dotted
/// lower-case attributes, `error.type` for failures. No attribute holds a value
/// of a context or a result, and no text of a script.
///
/// ```swift
/// InstrumentationSystem.bootstrap(tracer)
/// options.observers.append(TraceObserver())
/// ```
public final class TraceObserver: RuntimeObserver {
  /// Spans that have not ended, by their run.
  private struct Open {
    var runs: [UInt64: any Span] = [:]
    var invocations: [UInt64: any Span] = [:]
  }

  private let tracer: (any Tracer)?
  private let open = Mutex(Open())

  /// Makes an observer.
  ///
  /// - Parameter tracer: The tracer; the one that the process bootstrapped, or
  ///   that a task is bound to, by default.
  public init(tracer: (any Tracer)? = nil) { self.tracer = tracer }

  /// Starts or ends the spans of an event.
  public func observe(_ event: RuntimeEvent) {
    switch event {
    case .started(let run): start(run)
    case .invoking(let run, let id, let function): invoke(run, id, function)
    case .ran(let run, let function): end(run, function)
    case .skipped(let run, let skip): self.skip(run, skip)
    case .finished(let run, _, let failure): finish(run, failure)
    default: note(event)
    }
  }

  private func start(_ run: RunReference) {
    let span = (tracer ?? InstrumentationSystem.tracer).startAnySpan(
      "hook \(run.hook)", context: .current ?? .topLevel, ofKind: .internal)
    span.updateAttributes { attributes in
      attributes[Attribute.hook] = run.hook.rawValue
      attributes[Attribute.request] = run.requestId
      attributes[Attribute.generation] = run.generation
      if let subject = run.subject {
        attributes[Attribute.tenant] = subject.tenantId
        attributes[Attribute.session] = subject.sessionId
      }
    }
    open.withLock { $0.runs[run.id] = span }
  }

  private func invoke(_ run: RunReference, _ id: String, _ function: String) {
    // Resolvers that a host's merge asks belong to no run.
    let parent = open.withLock { $0.runs[run.id]?.context } ?? .current ?? .topLevel
    let span = (tracer ?? InstrumentationSystem.tracer).startAnySpan(
      "extension \(id)", context: parent, ofKind: .internal)
    span.updateAttributes { attributes in
      attributes[Attribute.hook] = run.hook.rawValue
      attributes[Attribute.extension] = id
      attributes[Attribute.function] = function
    }
    open.withLock { $0.invocations[run.id] = span }
  }

  private func takeInvocation(_ run: RunReference) -> (any Span)? {
    open.withLock { $0.invocations.removeValue(forKey: run.id) }
  }

  private func end(_ run: RunReference, _ function: HookOutcome.Run) {
    guard let span = takeInvocation(run) else { return }
    span.updateAttributes { attributes in
      attributes[Attribute.queueWait] = function.queueWait.milliseconds
      attributes[Attribute.peakMemory] = function.peakMemory
      attributes[Attribute.tokens] = function.tokens
      attributes[Attribute.operations] = function.operations
      if function.instructions > 0 { attributes[Attribute.instructions] = function.instructions }
    }
    if let failure = function.failure { Self.fail(span, failure) }
    span.end()
  }

  private func skip(_ run: RunReference, _ skip: HookOutcome.Skip) {
    if let span = takeInvocation(run) {
      span.attributes[Attribute.skipReason] = skip.reason.rawValue
      span.end()
    } else if let span = open.withLock({ $0.runs[run.id] }) {
      let attributes: SpanAttributes = [
        Attribute.extension: .string(skip.extensionId), Attribute.function: .string(skip.function),
        Attribute.skipReason: .string(skip.reason.rawValue),
      ]
      span.addEvent(SpanEvent(name: "perilune.skipped", attributes: attributes))
    }
  }

  private func finish(_ run: RunReference, _ failure: ExtensionError?) {
    guard let span = open.withLock({ $0.runs.removeValue(forKey: run.id) }) else { return }
    takeInvocation(run)?.end()
    if let failure { Self.fail(span, failure) }
    span.end()
  }

  /// The code only: a message can hold what a script wrote.
  private static func fail(_ span: any Span, _ error: ExtensionError) {
    span.attributes[Attribute.errorType] = error.code.rawValue
    span.setStatus(SpanStatus(code: .error, message: error.code.rawValue))
  }

  private func note(_ event: RuntimeEvent) {
    switch event {
    case .overran(let run, let overrun):
      note(run, "perilune.budget_overrun", overrun.extensionId, overrun.kind.rawValue)
    case .proposed(let run, let id, let fate): note(run, "perilune.proposal", id, fate.rawValue)
    default: break
    }
  }

  private func note(_ run: RunReference, _ name: String, _ id: String, _ detail: String) {
    guard let span = open.withLock({ $0.runs[run.id] }) else { return }
    let attributes: SpanAttributes = [Attribute.extension: .string(id), Attribute.detail: .string(detail)]
    span.addEvent(SpanEvent(name: name, attributes: attributes))
  }
}
