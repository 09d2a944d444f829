extension Fact {
  /// Turns a judged fact's money into the program's currency.
  ///
  /// What the order brought, what is left of it after refunds, and what counts of that are each converted once; what was taken
  /// back is their difference. So an order that was taken back in full leaves nothing, in however many parts.
  mutating func convert(by rate: ExchangeRate) {
    let left = rate.converted(amount - min(takenBack, amount))
    amount = rate.converted(amount)
    takenBack = amount - left
    takenBackLate = rate.converted(takenBackLate)
    net = rate.converted(net)
    fee = rate.converted(fee)
    tax = rate.converted(tax)
    commission = rate.converted(commission)
  }
}
