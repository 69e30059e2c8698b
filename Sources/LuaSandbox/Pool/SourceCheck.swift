extension Source {
  /// Compiles sources without running any, on one of the runtime's threads.
  ///
  /// - Returns: Every failure, in the order of the sources; empty when all
  ///   compile.
  public static func check(_ sources: [Source], memoryLimit: Int) async -> [SandboxError] {
    await withCheckedContinuation { continuation in
      do throws(SandboxError) {
        try SandboxWorkers.slow.submit { continuation.resume(returning: failures(of: sources, memoryLimit)) }
      } catch {
        continuation.resume(returning: [error])
      }
    }
  }

  private static func failures(of sources: [Source], _ memoryLimit: Int) -> [SandboxError] {
    do throws(SandboxError) {
      var sandbox = try Sandbox(memoryLimit: memoryLimit)
      var failures: [SandboxError] = []
      for source in sources {
        do throws(SandboxError) { try sandbox.load(source) } catch {
          failures.append(error)
          if error.endsSandbox { sandbox = try Sandbox(memoryLimit: memoryLimit) }
        }
      }
      return failures
    } catch {
      return [error]
    }
  }
}
