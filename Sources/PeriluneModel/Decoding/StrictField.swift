/// One value of a file, with its path and the reader that takes its problems.
///
/// Each method reads the value as one type. Where it is of another or breaks
/// the rule, it reports that and returns `nil`.
package struct StrictField {
  package let node: JSONNode
  /// As messages spell it; empty for the outermost value.
  package let path: String
  /// Where its key stands, when it is a field of an object.
  let keyOffset: Int?
  package let reader: StrictReader

  package var location: SourceLocation { reader.location(of: node.offset) }

  package var value: Value { Value(node) }

  /// Integers beyond this have no use here, and below it units can be
  /// converted without overflow.
  static let largestInteger = 1 << 40

  /// Reports `message`, which follows the path, at the value.
  package func report(_ message: String) { reader.report(subject + " " + message, at: node.offset) }

  /// Reports `message`, which follows the path, at the value's key.
  package func reportKey(_ message: String) {
    reader.report(subject + " " + message, at: keyOffset ?? node.offset)
  }

  private var subject: String { path.isEmpty ? "the file" : "\"\(path)\"" }

  private func mismatch(_ expected: String) {
    let found =
      switch node.content {
      case .scalar(.double): "a number with a fraction or an exponent"
      case .scalar(let value): value.kindDescription
      case .items: "an array"
      case .fields: "an object"
      }
    report("must be \(expected), not \(found)")
  }
}

extension StrictField {
  /// The text of a string that follows `rule`.
  package func text(_ rule: TextRule) -> String? {
    guard case .scalar(.string(let text)) = node.content else {
      mismatch(rule.requirement)
      return nil
    }
    guard rule.accepts(text) else {
      report("must be \(rule.requirement)")
      return nil
    }
    return text
  }

  /// What `parse` makes of a string.
  package func parsed<Result>(_ requirement: String, _ parse: (String) -> Result?) -> Result? {
    guard let text = text(TextRule(requirement) { _ in true }) else { return nil }
    if let result = parse(text) { return result }
    report("must be \(requirement)")
    return nil
  }

  /// A whole number inside `bounds`.
  package func integer(in bounds: ClosedRange<Int>, _ requirement: String) -> Int? {
    guard case .scalar(.int(let number)) = node.content else {
      mismatch(requirement)
      return nil
    }
    guard let number = Int(exactly: number), bounds.contains(number) else {
      report("must be \(requirement), from \(bounds.lowerBound) to \(bounds.upperBound)")
      return nil
    }
    return number
  }

  /// A whole number of either sign.
  package func integer() -> Int? {
    integer(in: -Self.largestInteger...Self.largestInteger, "an integer")
  }

  /// A whole number above zero.
  package func positiveInteger() -> Int? {
    integer(in: 1...Self.largestInteger, "a positive integer")
  }

  /// A number above zero.
  package func positiveNumber() -> Double? {
    guard case .scalar(let value) = node.content, let number = value.doubleValue else {
      mismatch("a positive number")
      return nil
    }
    guard number > 0 else {
      report("must be a positive number")
      return nil
    }
    return number
  }

  /// `true` or `false`.
  package func flag() -> Bool? {
    guard case .scalar(.bool(let flag)) = node.content else {
      mismatch("true or false")
      return nil
    }
    return flag
  }

  /// The items of an array.
  package func items(_ requirement: String = "an array") -> [StrictField]? {
    guard case .items(let nodes) = node.content else {
      mismatch(requirement)
      return nil
    }
    return nodes.enumerated().map { index, item in
      StrictField(node: item, path: "\(path)[\(index)]", keyOffset: nil, reader: reader)
    }
  }

  /// The fields of an object whose keys are free, in source order.
  package func entries(_ requirement: String = "an object") -> [(key: String, field: StrictField)]? {
    guard case .fields(let fields) = node.content else {
      mismatch(requirement)
      return nil
    }
    return fields.map { field in
      let path = path.appendingKey(field.key)
      return (field.key, StrictField(node: field.tree, path: path, keyOffset: field.offset, reader: reader))
    }
  }

  /// An object whose keys are those of `Key` and no others.
  package func object<Key>(_ keys: Key.Type) -> StrictObject<Key>? {
    entries().map { StrictObject(self, entries: $0) }
  }

  /// The texts of an array, of which none may be there twice.
  ///
  /// Items that break a rule are reported and left out.
  package func texts(_ rule: TextRule) -> [(text: String, field: StrictField)]? {
    guard let items = items("an array of strings") else { return nil }
    var seen: Set<String> = []
    return items.compactMap { item in
      guard let text = item.text(rule) else { return nil }
      guard seen.insert(text).inserted else {
        item.report("repeats \"\(text)\"; remove one of the two")
        return nil
      }
      return (text, item)
    }
  }
}
