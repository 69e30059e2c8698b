import PeriluneModel

/// Cuts the text that one result adds to prompts or drafts to a token budget.
struct TokenCut {
  let counter: TokenCounter
  /// `nil` for no limit.
  var remaining: Int?
  /// Tokens that were added.
  private(set) var used = 0
  /// Whether anything was cut.
  private(set) var didCut = false

  init(counter: TokenCounter, limit: Int?) {
    self.counter = counter
    remaining = limit
  }

  /// The result with its text within the budget.
  ///
  /// - Parameter previousText: What `text` replaces: only what goes beyond its
  ///   tokens counts as added, so a redaction never costs anything.
  mutating func cut(_ result: Value, previousText: @autoclosure () -> String?) -> Value {
    guard case .object(var fields) = result else { return result }
    for name in ["snippets", "directives"] {
      guard let items = fields[name]?.arrayValue else { continue }
      fields[name] = .array(items.compactMap { cutItem($0) })
    }
    if let text = fields["text"]?.stringValue, fields["snippets"] == nil {
      fields["text"] = .string(cutText(text, base: counter.count(previousText() ?? "")))
    }
    return .object(fields)
  }

  /// An item within the budget; `nil` when nothing of it is left.
  private mutating func cutItem(_ item: Value) -> Value? {
    guard let text = item.stringValue ?? item["text"]?.stringValue else { return item }
    let kept = cutText(text, base: 0)
    if kept.isEmpty, !text.isEmpty { return nil }
    guard case .object(var fields) = item else { return .string(kept) }
    fields["text"] = .string(kept)
    return .object(fields)
  }

  private mutating func cutText(_ text: String, base: Int) -> String {
    var kept = text
    if let remaining, counter.count(text) - base > remaining {
      kept = counter.prefix(of: text, within: base + remaining)
      didCut = true
    }
    let added = max(0, counter.count(kept) - base)
    used += added
    if let limit = remaining { remaining = max(0, limit - added) }
    return kept
  }
}
