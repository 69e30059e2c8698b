// Fuzzes what reads contexts: a tape is made of exactly the texts that Value reads, and holds the same. Compiled into one
// module with PeriluneModel and the tapes of LuaSandbox.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do throws(JSONSyntaxError) {
    let value = try Value(parsing: bytes)
    guard let tape = try? Tape(json: bytes), let root = tape.root, agrees(root, value) else { fatalError("\(value)") }
    rebuild(tape, as: value)
  } catch {
    do throws(Tape.JSONError) {
      let tape = try Tape(json: bytes)
      fatalError("\(tape.size) bytes of what is no JSON: \(error)")
    } catch let other {
      guard [other.line, other.column] == [error.line, error.column], other.message == error.message,
        other.offset <= count
      else { fatalError("\(error) or \(other)") }
    }
  }
  return 0
}

private func agrees(_ node: Tape.Node, _ value: Value) -> Bool {
  switch (node.content, value) {
  case (.null, .null): true
  case (.bool(let one), .bool(let other)): one == other
  case (.integer(let one), .int(let other)): one == other
  case (.double(let one), .double(let other)): one.bitPattern == other.bitPattern
  case (.string(let one), .string(let other)): one.utf8.elementsEqual(other.utf8)
  case (.array, .array(let items)):
    node.items.count == items.count && zip(node.items, items).allSatisfy { agrees($0, $1) }
  case (.object, .object(let fields)):
    node.fields.count == fields.count
      && zip(node.fields, fields).allSatisfy { $0.name.utf8.elementsEqual($1.key.utf8) && agrees($0.value, $1.value) }
  default: false
  }
}

/// A tape over another holds what is written anew and what is taken over.
private func rebuild(_ tape: Tape, as value: Value) {
  guard let root = tape.root else { return }
  var builder = Tape.Builder(over: tape)
  builder.beginArray()
  builder.write(root)
  builder.classify(1)
  builder.beginObject()
  for field in root.fields {
    builder.key(field.key)
    builder.write(field.value)
  }
  builder.end()
  builder.end()
  guard let parts = builder.finish().root?.items.map({ $0 }), parts.count == 2, parts[0].classes == 0,
    parts[1].classes == 1, agrees(parts[0], value), !root.isObject || agrees(parts[1], value)
  else { fatalError("\(value)") }
}
