import ArgumentParser
import PeriluneMetrics
import PeriluneModel

/// The reference of the metrics, from the code.
struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    abstract: "Print the reference of all metrics.",
    discussion: "The text is that of docs/metrics.md. \"run --metrics-port\" serves the metrics themselves.")

  @Flag(help: "Print one JSON object instead of Markdown.") var json = false

  func run() throws {
    guard json else { return Terminal.output.write(text: MetricsReference.markdown) }
    let metrics = RuntimeMetric.allCases.map { metric -> Value in
      [
        "name": .string(metric.rawValue), "prometheus": .string(metric.prometheusName),
        "kind": .string(metric.kind.rawValue), "labels": .array(metric.labels.map { .string($0.rawValue) }),
        "help": .string(metric.help),
      ]
    }
    let page: Value = ["metrics": .array(metrics)]
    Terminal.output.write([page.json])
  }
}
