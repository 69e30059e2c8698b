/// What a failure of an extension does to the run it happens in, per hook and
/// cause.
///
/// ```swift
/// var policies = FailurePolicies()
/// policies.set(.fail, for: .preSaveValidate)                // fail closed
/// policies.set(.continue, for: .preSaveValidate, on: .time)  // but not for slowness
/// ```
public struct FailurePolicies: Sendable, Hashable {
  /// What happens to the run; each raw value is the name in configurations.
  @nonexhaustive
  public enum Reaction: String, Sendable, Hashable, CaseIterable {
    /// The failure is part of the outcome, and the run goes on.
    case `continue`
    /// The run throws when all extensions have had their turn.
    case fail
  }

  /// Why something failed; each raw value is the name in configurations.
  @nonexhaustive
  public enum Cause: String, Sendable, Hashable, CaseIterable {
    /// A script raised an error.
    case error
    /// A time or instruction budget, or the pipeline's deadline, was spent.
    case time
    /// The memory limit was reached.
    case memory
    /// Text was cut to its token budget.
    case tokens
    /// A result or a proposal is malformed or too large.
    case output
    /// The invocation was not admitted: too many wait, or a breaker is open.
    case breaker
    /// The invocation was stopped.
    case killed
  }

  private struct Key: Sendable, Hashable {
    /// `nil` for every hook.
    var hook: HookKind?
    /// `nil` for every cause.
    var cause: Cause?
  }

  private var reactions: [Key: Reaction] = [:]

  /// Makes policies that leave everything to `strictMode`.
  public init() {}

  /// Sets a reaction; for all hooks or all causes where none is given.
  public mutating func set(_ reaction: Reaction, for hook: HookKind? = nil, on cause: Cause? = nil) {
    reactions[Key(hook: hook, cause: cause)] = reaction
  }

  /// The reaction that was set for the hook and the cause, else for the hook,
  /// else for the cause, else for all; `nil` where none was.
  public func reaction(for hook: HookKind, on cause: Cause) -> Reaction? {
    for key in [Key(hook: hook, cause: cause), Key(hook: hook), Key(cause: cause), Key()] {
      if let reaction = reactions[key] { return reaction }
    }
    return nil
  }
}

extension FailurePolicies {
  /// The key in configurations that stands for every hook.
  static let everyHook = "*"

  /// Reads `failurePolicies`: a reaction, or reactions by cause, for each hook.
  mutating func read(_ field: StrictField, isKnown: (HookKind) -> Bool) {
    for (name, field) in field.entries("an object of hooks and reactions") ?? [] {
      let hook = name == Self.everyHook ? nil : HookKind(rawValue: name)
      if let hook, !isKnown(hook) {
        let names = HookKind.builtIn.map(\.rawValue) + [Self.everyHook]
        let advice = Spelling.advice(for: name, among: names, else: "name a hook, or \"*\" for all")
        field.reportKey("is an unknown hook\(advice)")
      }
      if case .fields = field.node.content {
        readCauses(field, hook)
      } else if let reaction = field.reaction() {
        set(reaction, for: hook)
      }
    }
  }

  private mutating func readCauses(_ field: StrictField, _ hook: HookKind?) {
    let names = Cause.allCases.map(\.rawValue)
    for (name, field) in field.entries() ?? [] {
      guard let cause = Cause(rawValue: name) else {
        let advice = Spelling.advice(for: name, among: names, else: "write one of \(names.joined(separator: ", "))")
        field.reportKey("is an unknown cause\(advice)")
        continue
      }
      if let reaction = field.reaction() { set(reaction, for: hook, on: cause) }
    }
  }
}

extension StrictField {
  fileprivate func reaction() -> FailurePolicies.Reaction? {
    parsed("\"continue\" or \"fail\", or an object of these by cause") { FailurePolicies.Reaction(rawValue: $0) }
  }
}

extension FailurePolicies.Cause {
  /// The cause of an error while running; `nil` for one that is no failure of
  /// an invocation.
  public init?(_ error: ExtensionError) {
    // The only cut that loses something; other warnings tell of what was left out by the rules.
    if error.code == .tokenBudgetExceeded {
      self = .tokens
      return
    }
    guard error.severity != .warn else { return nil }
    switch error.code {
    case .timeBudgetExceeded, .instructionBudgetExceeded: self = .time
    case .memoryLimitExceeded: self = .memory
    case .outputInvalid: self = .output
    case .queueFull: self = .breaker
    case .killed: self = .killed
    default: self = .error
    }
  }
}
