/// Turns a parsed pattern into instructions.
struct PatternCompiler {
  /// More instructions than this make a search slow.
  static let sizeLimit = 4_096

  private(set) var program: [PatternInstruction] = []

  mutating func emit(_ node: PatternNode) throws(SchemaPattern.Refusal) {
    switch node {
    case .empty: break
    case .scalar(let set): try append(.take(set))
    case .condition(let condition): try append(.require(condition))
    case .sequence(let parts): for part in parts { try emit(part) }
    case .choice(let parts): try emitChoice(parts[...])
    case .repetition(let part, let minimum, let maximum):
      for _ in 0..<minimum { try emitCopy(part) }
      if let maximum {
        try emitOptional(part, count: maximum - minimum)
      } else {
        try emitLoop(part)
      }
    }
  }

  private mutating func append(_ instruction: PatternInstruction) throws(SchemaPattern.Refusal) {
    guard program.count < Self.sizeLimit else {
      throw SchemaPattern.Refusal(message: "it is too large; repeat less or shorter parts")
    }
    program.append(instruction)
  }

  private mutating func emitChoice(_ parts: ArraySlice<PatternNode>) throws(SchemaPattern.Refusal) {
    var exits: [Int] = []
    for (index, part) in parts.enumerated() {
      guard index < parts.count - 1 else {
        try emit(part)
        break
      }
      let split = program.count
      try append(.split(split + 1, 0))
      try emit(part)
      exits.append(program.count)
      try append(.jump(0))
      program[split] = .split(split + 1, program.count)
    }
    for exit in exits { program[exit] = .jump(program.count) }
  }

  /// A copy of a part that may be empty costs an instruction all the same, so
  /// that `(){1000000}` ends at the limit too.
  private mutating func emitCopy(_ part: PatternNode) throws(SchemaPattern.Refusal) {
    let start = program.count
    try emit(part)
    if program.count == start { try append(.jump(start + 1)) }
  }

  private mutating func emitOptional(_ part: PatternNode, count: Int) throws(SchemaPattern.Refusal) {
    var splits: [Int] = []
    for _ in 0..<count {
      splits.append(program.count)
      try append(.split(program.count + 1, 0))
      try emit(part)
    }
    for split in splits { program[split] = .split(split + 1, program.count) }
  }

  private mutating func emitLoop(_ part: PatternNode) throws(SchemaPattern.Refusal) {
    let start = program.count
    try append(.split(start + 1, 0))
    try emit(part)
    try append(.jump(start))
    program[start] = .split(start + 1, program.count)
  }
}
