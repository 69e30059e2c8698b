public import PeriluneModel

extension TurnReport {
  /// The report as JSON shows it, one object per turn.
  public var value: Value {
    var fields = Value.Object()
    fields["conversationId"] = .string(conversationId)
    fields["turn"] = .int(Int64(index))
    fields["draft"] = .string(draft)
    fields["abort"] = abortReason.map(Value.string) ?? .null
    fields["hooks"] = .array(outcomes.map(\.value))
    fields["transaction"] = merged?.transaction?.value ?? .null
    fields["conflicts"] = .array((merged?.conflicts ?? []).map(\.value))
    fields["changes"] = .array(changes.map(\.value))
    fields["entities"] = .array(entities.map(\.value))
    fields["errors"] = .array((outcomes.flatMap(\.errors) + (merged?.warnings ?? []) + errors).map(\.value))
    fields["extensionTimeMs"] = .double(extensionTime.milliseconds)
    return .object(fields)
  }
}

extension TurnReport.Entity {
  fileprivate var value: Value {
    [
      "id": .string(id), "type": .string(type), "normalized": .object(normalized), "rejections": .array(rejections),
      "saved": .bool(rejections.isEmpty),
    ]
  }
}

extension HookOutcome {
  /// The outcome as JSON shows it.
  public var value: Value {
    [
      "hook": .string(hook.rawValue),
      "merged": .object(merged.value),
      "ran": .array(ran.map(\.value)),
      "skipped": .array(
        skipped.map { skip in
          [
            "extensionId": .string(skip.extensionId), "function": .string(skip.function),
            "reason": .string(skip.reason.rawValue),
          ]
        }),
      "attributeConflicts": .array(
        attributeConflicts.map { conflict in
          [
            "attribute": .string(conflict.attribute), "winner": .string(conflict.winner),
            "loser": .string(conflict.loser),
          ]
        }),
      "durationMs": .double(duration.milliseconds),
    ]
  }
}

extension HookOutcome.Run {
  fileprivate var value: Value {
    var fields = Value.Object()
    fields["extensionId"] = .string(extensionId)
    fields["function"] = .string(function)
    fields["durationMs"] = .double(duration.milliseconds)
    fields["peakMemoryKB"] = .int(Int64((peakMemory + 1_023) / 1_024))
    fields["instructions"] = instructions == 0 ? nil : .int(Int64(instructions))
    fields["tokens"] = .int(Int64(tokens))
    fields["operations"] = .int(Int64(operations))
    fields["error"] = failure.map { .string($0.code.rawValue) } ?? .null
    fields["log"] = .array(log.map { ["level": .string($0.level), "text": .string($0.text)] })
    return .object(fields)
  }
}

extension StateTransaction {
  /// The transaction as JSON shows it.
  public var value: Value {
    [
      "txId": .string(txId), "originExtension": .string(originExtension),
      "operations": .array(operations.map(\.value)), "conflictPolicy": .string(policy.rawValue),
      "metadata": .object(metadata),
    ]
  }
}

extension StateOperation {
  /// The operation as JSON shows it.
  public var value: Value {
    var fields = Value.Object()
    fields["op"] = .string(kind.name)
    fields["path"] = .string(path.description)
    switch kind {
    case .set(let value): fields["value"] = value
    case .increment(let delta): fields["delta"] = delta
    case .append(let items): fields["items"] = .array(items)
    }
    return .object(fields)
  }
}

extension StateConflict {
  /// The conflict as JSON shows it.
  public var value: Value {
    [
      "path": .string(path.description), "policy": .string(policy.rawValue), "reason": .string(reason.rawValue),
      "incoming": incoming.value, "incumbents": .array(incumbents.map(\.value)),
      "losers": .array(losers.map(\.value)),
    ]
  }
}

extension StateContribution {
  fileprivate var value: Value {
    [
      "operation": operation.value, "extensions": .array(origins.map { .string($0.extensionId) }),
    ]
  }
}

extension AttributeChange {
  fileprivate var value: Value { ["path": .string(path.description), "old": old ?? .null, "new": new] }
}

extension Duration {
  /// The duration in milliseconds.
  public var milliseconds: Double {
    Double(components.seconds) * 1_000 + Double(components.attoseconds) / 1_000_000_000_000_000
  }
}
