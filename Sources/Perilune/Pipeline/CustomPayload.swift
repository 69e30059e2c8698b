import PeriluneModel

extension CustomHook {
  /// The context with the defaults of the payload's schema.
  ///
  /// - Throws: `configInvalid` with every problem of a payload that does not
  ///   fit; it is the host's own.
  func completed(_ context: HookContext) throws(ExtensionError) -> HookContext {
    guard let schema else { return context }
    var context = context
    let payload = schema.filled(.object(context.payload))
    let errors = schema.problems(in: payload).map { problem in
      ExtensionError(.configInvalid, "the payload of \(name): \(problem)", hook: name)
    }
    if var first = errors.first {
      first.causes = Array(errors.dropFirst())
      throw first
    }
    context.payload = payload.objectValue ?? context.payload
    return context
  }

  /// Checks that the next function can go on with a chained value.
  ///
  /// - Throws: `outputInvalid`.
  func check(chained value: Value, of context: HookContext) throws(ExtensionError) {
    guard merge == .chain, let schema, value != .null else { return }
    var payload = context.payload
    payload["value"] = value
    guard let problem = schema.problems(in: .object(payload)).first else { return }
    throw ExtensionError(.outputInvalid, "\(name) returned a value that breaks its schema: \(problem)", hook: name)
  }
}
