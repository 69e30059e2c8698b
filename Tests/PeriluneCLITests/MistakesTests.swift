import Foundation
import PeriluneModel
import Testing

@Suite struct MistakesTests {
  /// Every kind of mistake in one folder, and the report that a person reads.
  @Test func theReportOfManyMistakesIsTheGoldenOne() throws {
    let folder = "Tests/PeriluneCLITests/Fixtures/twenty-mistakes"
    let result = try Command.run("check", folder + "/extensions", "--config", folder + "/host.json")
    let golden = try String(contentsOf: Command.root.appending(path: folder + "/report.txt"), encoding: .utf8)
    #expect(result.code == 1)
    #expect(result.output == golden)
    #expect(result.errors == "")
  }

  @Test func everyProblemHasAFileALineAndAColumn() throws {
    let folder = "Tests/PeriluneCLITests/Fixtures/twenty-mistakes"
    let result = try Command.run("check", folder + "/extensions", "--config", folder + "/host.json", "--json")
    let problems = try #require(result.json?["problems"]?.arrayValue)
    #expect(problems.count > 20)
    for problem in problems {
      #expect(problem["file"]?.stringValue?.hasPrefix(folder) == true, "\(problem)")
      #expect(problem["line"]?.intValue ?? 0 > 0 && problem["column"]?.intValue ?? 0 > 0, "\(problem)")
    }
  }

  @Test func everyExtensionOfTheFolderIsInTheReport() throws {
    let folder = Command.root.appending(path: "Tests/PeriluneCLITests/Fixtures/twenty-mistakes")
    let golden = try String(contentsOf: folder.appending(path: "report.txt"), encoding: .utf8)
    // The first of two twins is fine, and a misfit is reported where it is written.
    let quiet: Set = ["twin-a", "config-misfit"]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "extensions").path) {
      #expect(golden.contains("extensions/\(name)/") != quiet.contains(name) || name == "twin-a", "\(name)")
    }
  }
}
