/// What is left to do when invocations are over, so that nobody waits for it.
package struct SandboxChores {
  private var chores: [() -> Void] = []

  package init() {}

  mutating func add(_ chore: @escaping () -> Void) { chores.append(chore) }

  package mutating func perform() {
    for chore in chores { chore() }
    chores = []
  }
}
