// Fuzzes what reads JSON: values, manifests and configurations. Compiled into one module with PeriluneModel.



@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let value = try? Value(parsing: bytes) {
    // What was read is written and read again without a change.
    guard let again = try? Value(parsing: Array(value.json.utf8)), again == value else { fatalError("\(value)") }
  }
  let manifest = Manifest.decode(bytes, file: "manifest.json")
  if manifest.content == nil, manifest.problems.isEmpty { fatalError("refused without a reason") }
  _ = ExtensionRegistrationConfig.decode(bytes, file: "host.json")
  _ = SemanticVersion(String(decoding: bytes, as: UTF8.self))
  _ = try? VersionRange(String(decoding: bytes, as: UTF8.self))
  _ = try? StatePath(String(decoding: bytes, as: UTF8.self))
  return 0
}
