public import PeriluneModel

extension HookContext {
  /// A context as a chat platform would give it to `hook`, for trying scripts.
  public static func plausible(for hook: HookKind) -> HookContext {
    var context: HookContext = [
      "tenantId": "tavern-tales", "sessionId": "trial", "requestId": "trial#1", "role": "Player", "tokenBudget": 500,
      "turn": ["index": 2, "conversationId": "trial"],
      "message": ["text": "Thank you for the soup, Mira. May I sit by the stove?"],
      "history": [["user": "Good evening.", "model": "Mira nods at you across the room."]],
      "attributes": [
        "relationship.mira.bond": 40, "scene.place": "copper-kettle", "private.mira.secret": "She hid the letter.",
      ],
    ]
    context.clock = 1_767_225_600
    switch hook {
    case .retrievalEnrichment: context.payload["query"] = context.payload["message"]?["text"]
    case .postModelDraft: context.payload["draft"] = draft
    case .postModeration, .prePersistTurn:
      context.payload["draft"] = draft
      context.payload["moderation"] = ["flags": []]
    case .normalize, .preSaveValidate:
      context.payload["entity"] = ["id": "mira", "type": "npc", "attributes": ["mood": " Cheerful ", "age": 34]]
    default: break
    }
    return context
  }

  private static var draft: Value {
    let text = "Mira smiles and pulls a chair closer to the fire. \"Couriers eat first and talk later.\""
    return ["text": .string(text), "original": .string(text)]
  }
}
