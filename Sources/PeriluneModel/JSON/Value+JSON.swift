extension Value {
  /// How deep arrays and objects may nest in a text, unless told otherwise.
  public static let defaultMaxDepth = 128

  /// Reads one JSON text.
  ///
  /// A number without fraction and exponent is an integer where it fits 64
  /// bits; every other one is a double.
  ///
  /// - Throws: `JSONSyntaxError` at the first place that is not JSON, also for
  ///   duplicate keys, lone surrogates and numbers beyond a double's range.
  public init(parsing text: String, maxDepth: Int = defaultMaxDepth) throws(JSONSyntaxError) {
    try self.init(parsing: Array(text.utf8), maxDepth: maxDepth)
  }

  /// Reads one JSON text from its UTF-8 bytes.
  ///
  /// - Throws: `JSONSyntaxError`, also for bytes that are not UTF-8.
  public init(parsing bytes: some Sequence<UInt8>, maxDepth: Int = defaultMaxDepth) throws(JSONSyntaxError) {
    var parser = JSONParser<Value>(Array(bytes), maxDepth: maxDepth)
    self = try parser.document()
  }

  /// The value as compact JSON: one value, one text, on every machine.
  ///
  /// Keys stand in their order and doubles in the shortest form that reads back
  /// the same, never looking like an integer. An infinite double or one that is
  /// not a number has no JSON form; `null` stands for it.
  public var json: String { json(pretty: false) }

  /// The value as JSON, with one part a line and two blanks a level if `pretty`.
  public func json(pretty: Bool) -> String { String(decoding: jsonBytes(pretty: pretty), as: UTF8.self) }

  /// The UTF-8 bytes of `json(pretty:)`.
  public func jsonBytes(pretty: Bool = false) -> [UInt8] {
    var writer = JSONWriter(isPretty: pretty)
    writer.write(self)
    return writer.bytes
  }
}

extension Value.Object {
  /// The object as compact JSON, as `Value.json` has it.
  public var json: String { Value.object(self).json }
}
