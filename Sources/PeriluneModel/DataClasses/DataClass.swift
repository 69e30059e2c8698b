/// A kind of sensitive data that an extension must ask for before it sees it.
public struct DataClass: RawRepresentable, Sendable, Hashable {
  /// The namespaced name, such as `attr:private`.
  public let rawValue: String

  /// Makes the class with this name; a host may have its own.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Attributes that belong to one person.
  public static let privateAttributes = DataClass(rawValue: "attr:private")
  /// The long-term memory graph.
  public static let memoryGraph = DataClass(rawValue: "memory:l2-graph")
  /// Retrieved text from outside the host.
  public static let externalSources = DataClass(rawValue: "rag:external-source")
  /// What the safety filters said about a message.
  public static let moderationFlags = DataClass(rawValue: "chat:moderation-flags")

  /// The classes that the runtime itself names.
  public static let standard: [DataClass] = [
    .privateAttributes, .memoryGraph, .externalSources, .moderationFlags,
  ]
}

extension DataClass: CustomStringConvertible {
  /// The name.
  public var description: String { rawValue }
}
