import CReference

/// How steady the machine is: a fixed piece of arithmetic, timed now and again between the measurements.
struct Noise {
  private var processor = Sample()
  private var clock = Sample()

  mutating func listen() {
    for _ in 0..<20 {
      let (time, now) = (reference_thread_time(), reference_now())
      reference_spin()
      processor.add(Double(reference_thread_time() - time))
      clock.add(Double(reference_now() - now))
    }
  }

  var rows: [Row] { [row("processor time", processor), row("wall clock", clock)] }

  private func row(_ name: String, _ sample: Sample) -> Row {
    let spread = "\(Format.time(sample.quantile(0.1))) to \(Format.time(sample.quantile(0.9))), p10 to p90"
    return Row(
      name: "the machine: one loop again and again, by \(name)", measured: spread,
      ratio: Format.ratio(sample.quantile(0.9) / sample.quantile(0.1)), noise: Format.noise([sample]))
  }
}
