extension Rate {
  /// This rate of an amount in minor units, rounded once, half away from zero.
  package func share(of amount: Int64) -> Int64 {
    let product = amount.magnitude.multipliedFullWidth(by: UInt64(basisPoints.magnitude))
    // A rate is at most 10,000, so the quotient fits wherever the amount did.
    let (low, carry) = product.low.addingReportingOverflow(5_000)
    let (quotient, _) = UInt64(10_000).dividingFullWidth((product.high + (carry ? 1 : 0), low))
    let negative = (amount < 0) != (basisPoints < 0)
    return negative ? -Int64(quotient) : Int64(quotient)
  }
}
