package import Settings

extension ProgramSettings {
  /// The program under the `tiers:` of another file, whose other keys are not looked at: a whole tierpost.yaml may be given,
  /// or a file with `tiers:` alone.
  ///
  /// nil where that section has a mistake, which is then in the log.
  package func proposing(_ top: MappingReader) -> ProgramSettings? {
    guard let reader = top.required("tiers")?.mapping(),
      let tiers = TiersReader(reader, currency: currency, rates: exchangeRates)
    else { return nil }
    var proposed = self
    proposed.ladder = tiers.ladder
    proposed.segmentLadders = tiers.segmentLadders
    return proposed
  }
}
