import Foundation
import Testing

/// The same script, context, seed and clock in processes of their own.
@Suite struct DeterminismTests {
  private static let script = """
    local ctx, tx = ...
    local t, out = {}, {}
    for i = 1, 200 do t["key" .. i * 7919] = i t[i] = -i t[i + 0.25] = i t[-i] = i end
    t[true], t[false] = 1, 2
    for k, v in pairs(t) do out[#out + 1] = tostring(k) .. "=" .. v end
    for k in next, t do out[#out + 1] = tostring(k) end
    for k, v in pairs(ctx) do tx:set("seen." .. k, { b = tostring(v), a = { z = 1, y = 2 } }) end
    print(tostring({}), tostring(print), tostring(coroutine.running()), math.random(), math.random(1 << 50), os.time())
    if #out > 5000 then error({}) end
    return { text = table.concat(out, " "), z = 1, a = 2, m = { q = 1, b = 2 } }
    """

  /// The command stands beside the bundle of tests.
  private static let command = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "perilune")

  private func output(of script: URL) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = Self.command
    process.arguments = ["try", script.path, "--json", "--calls", "2", "--seed", "5", "--budget-ms", "60000"]
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.replacing(/"(durationMs|peakMemoryKB)":[-+.e0-9]+/, with: "")
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: command.path)))
  func processesGiveTheSameBytes() throws {
    let script = FileManager.default.temporaryDirectory.appending(path: "determinism-\(UUID().uuidString).lua")
    try Self.script.write(to: script, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: script) }  // It is a temporary folder anyway.
    let first = try output(of: script)
    #expect(first.contains("completed") && first.contains("seen."))
    for _ in 0..<5 { #expect(try output(of: script) == first) }
  }
}
