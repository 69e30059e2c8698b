// A host with a hook of its own and data classes: the harbour master asks for a weather report, once as somebody who
// may know when patrols pass, and once as somebody who may not.
import Foundation
import Perilune
import PeriluneModel

let file = "examples/features.json"
let decoded = ExtensionRegistrationConfig.decode([UInt8](try Data(contentsOf: URL(filePath: file))), file: file)
for problem in decoded.problems { print(problem) }
guard let config = decoded.content else { exit(2) }

/// Runs the custom hook and prints its merged result.
func report(_ title: String, _ config: ExtensionRegistrationConfig) async throws {
  let runtime = try await ExtensionRuntime(folder: "examples/extensions", config: config)
  let outcome = try await runtime.run(
    HookKind(rawValue: "weatherReport"), ["place": "long pier", "patrols": [["day": 1, "at": "02:30"]]])
  print(title)
  for item in outcome.merged.value["items"]?.arrayValue ?? [] { print("  ", item["text"]?.stringValue ?? "") }
  await runtime.shutdown()
}

try await report("For the harbour master:", config)

var open = config
open.deniedDataClasses = [DataClass(rawValue: "harbour:patrols")]
try await report("For everybody:", open)

// The payload's schema speaks before any script does.
do {
  let runtime = try await ExtensionRuntime(folder: "examples/extensions", config: config)
  _ = try await runtime.run(HookKind(rawValue: "weatherReport"), ["place": "reef", "days": 30])
} catch let error as ExtensionError {
  print(error.code.rawValue, error.message)
}
