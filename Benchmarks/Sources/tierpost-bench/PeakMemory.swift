/// How much more memory ten times the partners take.
struct PeakMemory {
  let laboratory: Laboratory
  let small: Int
  let large: Int

  func figures() throws -> [Figure] {
    for partners in [small, large] {
      _ = try laboratory.workspace(partners: partners)
      // What was sent before is not sent again only to see its memory.
      if laboratory.peaks[Laboratory.sending(partners)] == nil {
        laboratory.say("memory of sending to \(partners)")
        _ = try laboratory.send(partners: partners)
      }
    }
    return [
      figure("import", Laboratory.importing(small), Laboratory.importing(large)),
      figure("send", Laboratory.sending(small), Laboratory.sending(large)),
    ]
  }

  private func figure(_ name: String, _ small: String, _ large: String) -> Figure {
    let before = Double(laboratory.peaks[small] ?? 0) / 1024
    let after = Double(laboratory.peaks[large] ?? 0) / 1024
    return Figure(
      figure: "peak memory of \(name), \(self.large) partners by \(self.small)", ratio: after / before,
      aim: 1.2,
      isCeiling: true, raw: ["MiB \(small)": before, "MiB \(large)": after])
  }
}
