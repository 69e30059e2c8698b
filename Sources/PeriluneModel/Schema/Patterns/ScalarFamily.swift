/// The scalars with one Unicode property, as `\p{…}` names it.
enum ScalarFamily: Sendable {
  case categories(Set<Unicode.GeneralCategory>)
  case property(@Sendable (Unicode.Scalar) -> Bool)

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .categories(let members): members.contains(scalar.properties.generalCategory)
    case .property(let holds): holds(scalar)
    }
  }

  /// The family of a name such as `Letter`, `Lu`, `gc=Nd` or `Alphabetic`;
  /// `nil` for an unknown one.
  init?(name: String) {
    var name = name
    for prefix in ["General_Category=", "gc="] where name.hasPrefix(prefix) { name.removeFirst(prefix.count) }
    if let property = Self.properties[name] {
      self = .property(property)
      return
    }
    let members = Self.categories.filter { $0.names.contains(name) }.map(\.category)
    if members.isEmpty { return nil }
    self = .categories(Set(members))
  }

  private static let properties: [String: @Sendable (Unicode.Scalar) -> Bool] = [
    "Any": { _ in true }, "ASCII": { $0.isASCII },
    "Alphabetic": { $0.properties.isAlphabetic }, "Alpha": { $0.properties.isAlphabetic },
    "Lowercase": { $0.properties.isLowercase }, "Lower": { $0.properties.isLowercase },
    "Uppercase": { $0.properties.isUppercase }, "Upper": { $0.properties.isUppercase },
    "White_Space": { $0.properties.isWhitespace }, "space": { $0.properties.isWhitespace },
    "Emoji": { $0.properties.isEmoji }, "Ideographic": { $0.properties.isIdeographic },
    "ID_Start": { $0.properties.isIDStart }, "ID_Continue": { $0.properties.isIDContinue },
  ]

  /// Each category with its own names and those of the groups around it.
  private static let categories: [(names: [String], category: Unicode.GeneralCategory)] = [
    (["Lu", "Uppercase_Letter", "LC", "Cased_Letter", "L", "Letter"], .uppercaseLetter),
    (["Ll", "Lowercase_Letter", "LC", "Cased_Letter", "L", "Letter"], .lowercaseLetter),
    (["Lt", "Titlecase_Letter", "LC", "Cased_Letter", "L", "Letter"], .titlecaseLetter),
    (["Lm", "Modifier_Letter", "L", "Letter"], .modifierLetter), (["Lo", "Other_Letter", "L", "Letter"], .otherLetter),
    (["Mn", "Nonspacing_Mark", "M", "Mark"], .nonspacingMark), (["Mc", "Spacing_Mark", "M", "Mark"], .spacingMark),
    (["Me", "Enclosing_Mark", "M", "Mark"], .enclosingMark),
    (["Nd", "Decimal_Number", "digit", "N", "Number"], .decimalNumber),
    (["Nl", "Letter_Number", "N", "Number"], .letterNumber), (["No", "Other_Number", "N", "Number"], .otherNumber),
    (["Pc", "Connector_Punctuation", "P", "Punctuation"], .connectorPunctuation),
    (["Pd", "Dash_Punctuation", "P", "Punctuation"], .dashPunctuation),
    (["Ps", "Open_Punctuation", "P", "Punctuation"], .openPunctuation),
    (["Pe", "Close_Punctuation", "P", "Punctuation"], .closePunctuation),
    (["Pi", "Initial_Punctuation", "P", "Punctuation"], .initialPunctuation),
    (["Pf", "Final_Punctuation", "P", "Punctuation"], .finalPunctuation),
    (["Po", "Other_Punctuation", "P", "Punctuation"], .otherPunctuation),
    (["Sm", "Math_Symbol", "S", "Symbol"], .mathSymbol), (["Sc", "Currency_Symbol", "S", "Symbol"], .currencySymbol),
    (["Sk", "Modifier_Symbol", "S", "Symbol"], .modifierSymbol), (["So", "Other_Symbol", "S", "Symbol"], .otherSymbol),
    (["Zs", "Space_Separator", "Z", "Separator"], .spaceSeparator),
    (["Zl", "Line_Separator", "Z", "Separator"], .lineSeparator),
    (["Zp", "Paragraph_Separator", "Z", "Separator"], .paragraphSeparator),
    (["Cc", "Control", "cntrl", "C", "Other"], .control), (["Cf", "Format", "C", "Other"], .format),
    (["Cs", "Surrogate", "C", "Other"], .surrogate), (["Co", "Private_Use", "C", "Other"], .privateUse),
    (["Cn", "Unassigned", "C", "Other"], .unassigned),
  ]
}
