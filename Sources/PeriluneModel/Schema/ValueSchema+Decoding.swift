extension ValueSchema {
  /// Reads the bytes of a schema file; `file` is only used to say where a
  /// problem is.
  public static func decode(_ json: some Sequence<UInt8>, file: String) -> Decoded<ValueSchema> {
    do throws(JSONSyntaxError) {
      let document = try JSONDocument(parsing: json, file: file)
      return decode(Value(document.root), SourceMap(document))
    } catch {
      return Decoded(problems: [error.asExtensionError(.manifestInvalid, file: file)])
    }
  }

  private static func decode(_ value: Value, _ places: SourceMap) -> Decoded<ValueSchema> {
    do throws(Refusal) {
      return Decoded(try ValueSchema(value), problems: [])
    } catch {
      return Decoded(
        problems: error.problems.map { problem in
          let subject = problem.path.isEmpty ? "the schema" : "\"\(problem.path)\""
          return ExtensionError(
            .manifestInvalid, "\(subject) \(problem.message)", location: places[problem.path])
        })
    }
  }
}
