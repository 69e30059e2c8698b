import LuaSandbox
import PeriluneModel

/// A conflict resolver that an extension declares: how it is asked, and what
/// its answer means.
struct ScriptResolver {
  /// Wall-clock milliseconds of one call, where `hookBudgets` has no other.
  static let defaultBudgetMs = 10
  /// The most questions of one merge.
  static let questionLimit = 64

  let owner: LoadedExtension
  let function: String

  static func id(of function: String, in extensionId: String) -> String { "\(extensionId)/\(function)" }

  func invocation(_ request: ConflictResolver.Request, seed: UInt64, clock: Int64) -> Invocation {
    let budget = owner.budget(ofResolver: function)
    let time = Duration.milliseconds(budget.maxLatencyMs ?? Self.defaultBudgetMs)
    var fields = Value.Object()
    fields["path"] = .string(request.path.description)
    fields["competing"] = .array(request.competing.map(Self.value))
    var invocation = Invocation(
      .function(function), context: Tape(.object(fields)),
      budget: .init(time: time, instructions: budget.maxInstructions))
    invocation.fields = owner.fields
    invocation.seed = seed
    invocation.clock = clock
    return invocation
  }

  private static func value(_ contribution: StateContribution) -> Value {
    guard case .object(var fields) = contribution.operation.value else { return .null }
    fields["extensions"] = .array(contribution.origins.map { .string($0.extensionId) })
    return .object(fields)
  }

  // MARK: Answers

  /// What a returned value means: a number names the winner, counted from 1; a
  /// table is the operation that stands for all.
  ///
  /// - Throws: `outputInvalid` for anything else.
  func resolution(_ answer: Value, _ request: ConflictResolver.Request) throws(ExtensionError)
    -> ConflictResolver.Resolution
  {
    if let number = answer.intValue { return .keep(Int(clamping: number) - 1) }
    guard case .object(let fields) = answer else {
      throw invalid("returned \(answer.kindDescription); a number (the winner) or an operation is expected")
    }
    let operation = try operation(fields, request.path)
    // One of the competing operations handed back is the winner, not a combination.
    let same = request.competing.firstIndex { $0.operation == operation }
    return same.map { .keep($0) } ?? .combined(operation)
  }

  private func operation(_ fields: Value.Object, _ path: StatePath) throws(ExtensionError) -> StateOperation {
    var path = path
    if let given = fields["path"] { path = try StatePath(text(given, "path")) }
    switch fields["op"]?.stringValue {
    case "set": return StateOperation(path, .set(fields["value"] ?? .null))
    case "increment":
      guard let delta = fields["delta"] else { throw invalid("returned an increment without \"delta\"") }
      return StateOperation(path, .increment(delta))
    case "append":
      let items = fields["items"]?.listItems ?? fields["value"].map { [$0] }
      guard let items else { throw invalid("returned an append without a list \"items\"") }
      return StateOperation(path, .append(items))
    default: throw invalid("returned a table whose \"op\" is not set, increment or append")
    }
  }

  private func text(_ value: Value, _ name: String) throws(ExtensionError) -> String {
    if let text = value.stringValue { return text }
    throw invalid("returned \(value.kindDescription) as \"\(name)\"; a string is expected")
  }

  private func invalid(_ problem: String) -> ExtensionError {
    ExtensionError(.outputInvalid, "the resolver \(function) \(problem)", extensionId: owner.id)
  }
}
