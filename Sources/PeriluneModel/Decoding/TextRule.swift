/// What a string in a file must look like.
package struct TextRule: Sendable {
  /// What it must be, to be read after "must be".
  let requirement: String
  let accepts: @Sendable (String) -> Bool

  /// Makes a rule.
  package init(_ requirement: String, accepts: @escaping @Sendable (String) -> Bool) {
    self.requirement = requirement
    self.accepts = accepts
  }

  /// Whether a text follows the rule.
  package func isMet(by text: String) -> Bool { accepts(text) }

  /// Any string with a character that is not blank.
  package static let nonEmpty = TextRule("a string that is not empty") { text in
    text.contains { !$0.isWhitespace }
  }

  /// Any string.
  package static let any = TextRule("a string") { _ in true }

  /// `mood-tags`.
  package static let extensionId = TextRule(
    "1 to 64 lower-case letters and digits with single hyphens between, such as \"mood-tags\""
  ) { text in
    text.utf8.count <= 64
      && text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        .allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLowercase || $0.isDigit } }
  }

  /// `adjustBond`.
  package static let functionName = TextRule(
    "a function name of 1 to 64 letters, digits and underscores that does not start with a digit"
  ) { text in
    (1...64).contains(text.utf8.count) && text.utf8.first?.isDigit == false
      && text.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
  }

  /// `normalize:relationship`.
  package static let capability = TextRule("a capability with its namespace, such as \"normalize:relationship\"") {
    isNamespaced($0) { $0.isLetter || $0.isDigit || $0.isJoiner }
  }

  /// `attr:private`.
  package static let dataClass = TextRule("a data class in lower case with its namespace, such as \"attr:private\"") {
    isNamespaced($0) { $0.isLowercase || $0.isDigit || $0.isJoiner }
  }

  /// `http.fetch`, with or without a namespace.
  package static let unsafeCapability = TextRule("a capability's name, such as \"http:fetch\"") { text in
    text.utf8.first?.isLetter == true
      && text.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0.isJoiner || $0 == UInt8(ascii: ":") }
  }

  /// `lib/main.lua`.
  package static let relativePath = TextRule(
    "a path inside the extension's folder, with \"/\" and without \"..\", such as \"lib/main.lua\""
  ) { text in
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { !["", ".", ".."].contains($0) }
      && text.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: ":") }
  }

  /// At least two parts with colons between, each beginning with a letter.
  private static func isNamespaced(_ text: String, _ isMember: (UInt8) -> Bool) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    return parts.count > 1 && parts.allSatisfy { $0.first?.isLetter == true && $0.allSatisfy(isMember) }
  }
}

extension UInt8 {
  fileprivate var isJoiner: Bool {
    self == UInt8(ascii: "-") || self == UInt8(ascii: "_") || self == UInt8(ascii: ".")
  }
}
