/// Where each part of a decoded file stands, by its path.
///
/// A path is spelled as messages spell it: `peerExtensions[0].range`. Checks
/// that run after decoding use it to point at the line that causes trouble.
///
/// ```swift
/// let place = manifest.locations["unsafeCapabilities[1]"]
/// ```
public struct SourceMap: Sendable, Hashable {
  /// The file's path.
  public let file: String
  private var places: [String: SourceLocation] = [:]

  /// Makes the map of a value that was not read from a file, or of one whose
  /// parts are unknown.
  public init(file: String) { self.file = file }

  init(_ document: JSONDocument) {
    file = document.file
    record(document.root, at: "", in: document)
  }

  /// The place of the part at `path`, else that of the nearest part around it.
  public subscript(path: String) -> SourceLocation {
    var path = path[...]
    while true {
      if let place = places[String(path)] { return place }
      guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { break }
      path = path[..<end]
    }
    return places[""] ?? SourceLocation(file: file)
  }

  private mutating func record(_ node: JSONNode, at path: String, in document: JSONDocument) {
    places[path] = document.location(of: node.offset)
    switch node.content {
    case .scalar: break
    case .items(let items):
      for (index, item) in items.enumerated() { record(item, at: "\(path)[\(index)]", in: document) }
    case .fields(let fields):
      for field in fields { record(field.tree, at: path.appendingKey(field.key), in: document) }
    }
  }
}

extension String {
  /// The path of the field `key` inside the part that this path names.
  func appendingKey(_ key: String) -> String { isEmpty ? key : "\(self).\(key)" }
}
