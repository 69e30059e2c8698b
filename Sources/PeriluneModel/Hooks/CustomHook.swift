/// A hook that a host defines; extensions use it like a built-in one.
///
/// ```swift
/// config.customHooks = [CustomHook(name: "weatherReport", budgetMs: 10, merge: .append)]
/// let outcome = try await runtime.run(HookKind(rawValue: "weatherReport"), ["place": "docks"])
/// outcome.merged.value["items"]
/// ```
public struct CustomHook: Sendable {
  /// Its name, which manifests list under `hooks`.
  public var name: String
  /// The wall-clock budget of one invocation in milliseconds, where neither
  /// manifest nor host sets another.
  public var budgetMs: Int
  /// What a context's payload must look like; `nil` for anything.
  ///
  /// Absent properties get their defaults.
  public var schema: ValueSchema?
  /// What becomes of the results of several functions.
  public var merge: Merge

  /// Makes a hook.
  public init(name: String, budgetMs: Int, schema: ValueSchema? = nil, merge: Merge) {
    self.name = name
    self.budgetMs = budgetMs
    self.schema = schema
    self.merge = merge
  }

  /// The hook by its name.
  public var kind: HookKind { HookKind(rawValue: name) }

  /// How results merge; each raw value is the name in configurations.
  @nonexhaustive
  public enum Merge: String, Sendable, Hashable, CaseIterable {
    /// All of them: `results` has one `{extensionId, value}` each, in order.
    case collect
    /// The earliest one stays, as `value` with its `extensionId`; a different
    /// later one is a conflict.
    case first
    /// Each function sees `ctx.value` as the previous one left it and the
    /// host's own as `ctx.original`; `value` is what the last one returned.
    case chain
    /// Lists, joined in order as `items`.
    case append
  }
}

extension CustomHook {
  /// What keeps the hook from being defined next to `others`.
  func problem(besides others: some Sequence<CustomHook>) -> String? {
    if !TextRule.functionName.accepts(name) { return "must be \(TextRule.functionName.requirement)" }
    if kind.isBuiltIn || ["onInit", "onShutdown"].contains(name) { return "is the runtime's own; choose another name" }
    if others.contains(where: { $0.name == name }) { return "repeats the hook \"\(name)\"; remove one of the two" }
    return nil
  }
}
