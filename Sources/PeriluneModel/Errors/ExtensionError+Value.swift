extension ExtensionError {
  /// The error as JSON shows it; absent parts are left out.
  public var value: Value {
    var fields: Value.Object = Value.Object()
    fields["code"] = .string(code.rawValue)
    fields["message"] = .string(message)
    fields["severity"] = .string(severity.rawValue)
    fields["extensionId"] = extensionId.map(Value.string)
    fields["hook"] = hook.map(Value.string)
    fields["file"] = (location?.file).map(Value.string)
    fields["line"] = (location?.line).map { .int(Int64($0)) }
    fields["column"] = (location?.column).map { .int(Int64($0)) }
    fields["excerpt"] = excerpt.map(Value.string)
    fields["traceback"] = traceback.map(Value.string)
    fields["causes"] = causes.isEmpty ? nil : .array(causes.map(\.value))
    return .object(fields)
  }
}
