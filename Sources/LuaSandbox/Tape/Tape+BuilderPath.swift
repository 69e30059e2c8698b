extension Tape.Builder {
  /// The place of the next value, as a script would write it: `history[2].text`.
  var path: String {
    var path = ""
    for (outer, inner) in zip(open, open.dropFirst()) {
      path += step(in: outer, to: inner.key, itemsBefore: inner.start - outer.start, after: path)
    }
    guard let last = open.last else { return path }
    return path + step(in: last, to: nextKey, itemsBefore: entries.count - last.start, after: path)
  }

  private func step(in container: OpenContainer, to key: Tape.Text, itemsBefore: Int, after path: String) -> String {
    if !container.isObject { return "[\(itemsBefore + 1)]" }
    // Between two fields there is no next value yet.
    if key.offset == 0 { return "" }
    return (path.isEmpty ? "" : ".") + String(decoding: bytes[key.range], as: UTF8.self)
  }
}
