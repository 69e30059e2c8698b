import LuaSandbox
import PeriluneModel

extension HookRun {
  /// What an invocation of a step gets over the context that all share.
  func fields(of step: HookStep, time: Duration, tokens: Int?) -> [Invocation.Field] {
    var fields = time == step.time ? step.fields : step.owner.fields + [HookStep.timeField(time)]
    if let tokens { fields.append(.init("tokenBudget", .integer(Int64(tokens)))) }
    let chained = chainedFields
    return chained.isEmpty ? fields : fields + chained
  }

  /// What an earlier extension may have changed: the draft, or the value of a
  /// custom hook that chains.
  ///
  /// The original stays of the same data classes.
  private var chainedFields: [Invocation.Field] {
    if custom?.merge == .chain {
      let original = context.content["value"] ?? .null
      return [
        .init("value", .tape(encoder.encode(merger.chained ?? original, at: "value"))),
        .init("original", .tape(encoder.encode(original, at: "value"))),
      ]
    }
    guard let text = merger.text, case .object(var draft)? = context.content["draft"] else { return [] }
    if draft["original"] == nil { draft["original"] = draft["text"] }
    draft["text"] = .string(text)
    return [.init("draft", .tape(encoder.encode(.object(draft), at: "draft")))]
  }
}
