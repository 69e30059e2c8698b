import Perilune

let runtime = try await ExtensionRuntime(folder: "extensions")
let outcome = try await runtime.run(
  .retrievalEnrichment, ["sessionId": "harbor", "message": ["text": "We walk to the docks."]])

print("merged:", outcome.merged.value.json)
print("ran:", outcome.ran.map(\.extensionId), "skipped:", outcome.skipped.map(\.extensionId))
print("conflicts:", outcome.conflicts.count, "errors:", outcome.errors.map(\.message))
