import LuaSandbox
import PeriluneModel

/// A field that one invocation gets besides those that all share.
private enum OverlayField {
  case encoded(EncodedValue)
  case plain(Value)
  /// With the data classes of a path of the context.
  case tagged(Value, [String])
}

extension HookRun {
  /// What an invocation of `owner` gets over the context that all share.
  func overlay(of owner: LoadedExtension, time: Duration, tokens: Int?) -> EncodedValue {
    let milliseconds = time.components.seconds * 1_000 + time.components.attoseconds / 1_000_000_000_000_000
    var fields: [(name: String, field: OverlayField)] = [
      ("config", .encoded(owner.config)),
      ("scratch", turn.scratch(of: owner.id).map(OverlayField.encoded) ?? .plain([:])),
      ("timeBudgetMs", .plain(.int(milliseconds))),
    ]
    if owner.initial != .none { fields.append(("init", .encoded(owner.initial))) }
    if let tokens { fields.append(("tokenBudget", .plain(.int(Int64(tokens))))) }
    fields += chainedFields
    var writer = EncodedValue.Writer()
    writer.beginObject(count: fields.count)
    for (name, field) in fields {
      writer.key(name)
      switch field {
      case .encoded(let value): writer.write(value)
      case .plain(let value): writer.write(value)
      case .tagged(let value, let path): encoder.write(value, at: path, to: &writer)
      }
    }
    return writer.finish()
  }

  /// What an earlier extension may have changed: the draft, or the value of a
  /// custom hook that chains.
  ///
  /// The original stays of the same data classes.
  private var chainedFields: [(name: String, field: OverlayField)] {
    if custom?.merge == .chain {
      let original = context.payload["value"] ?? .null
      return [
        ("value", .tagged(merger.chained ?? original, ["value"])), ("original", .tagged(original, ["value"])),
      ]
    }
    guard let text = merger.text, case .object(var draft)? = context.payload["draft"] else { return [] }
    if draft["original"] == nil { draft["original"] = draft["text"] }
    draft["text"] = .string(text)
    return [("draft", .tagged(.object(draft), ["draft"]))]
  }
}
