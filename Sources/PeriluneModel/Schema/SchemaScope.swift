/// Under which names a schema can be referred to: for each resource around it,
/// the resource's URI and the way from there.
struct SchemaScope {
  private(set) var base: SchemaURI
  private var ways: [(base: SchemaURI, pointer: String)]

  /// The scope of a whole file, or of one that is known by its URI alone.
  init(of resource: String = "") {
    base = SchemaURI(resource)
    ways = [(base, "")]
  }

  /// Begins a resource of its own where a schema has an `$id`.
  mutating func enter(_ id: String?) {
    guard let id else { return }
    base = SchemaURI(id).resolved(against: base)
    ways.append((base, ""))
  }

  /// The scope of a schema below a keyword.
  func below(_ keys: String...) -> SchemaScope {
    var scope = self
    let step = keys.map { "/" + Self.escaped($0) }.joined()
    for index in scope.ways.indices { scope.ways[index].pointer += step }
    return scope
  }

  /// Every name of the schema that stands here.
  var places: [String] { ways.map { $0.base.withFragment($0.pointer) } }

  func anchor(_ name: String) -> String { base.withFragment(name) }

  private static func escaped(_ key: String) -> String {
    var text = ""
    for scalar in key.unicodeScalars {
      switch scalar {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
