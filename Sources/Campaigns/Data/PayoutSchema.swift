internal import Liquid
internal import PartnerProgram

/// The names by which templates read what a partner is owed and when it is paid.
enum PayoutSchema {
  static func declare(in schema: inout Schema<MailPage>) {
    schema.money("payout.balance") { $0.outlook?.balance.liquid }
    schema.money("payout.held") { $0.outlook?.held.liquid }
    schema.money("payout.carried") { $0.outlook?.carried.liquid }
    schema.money("payout.next") { $0.outlook?.next?.liquid }
    schema.day("payout.next_on") { $0.outlook?.nextOn?.liquid }
    schema.money("payout.last") { $0.outlook?.last?.liquid }
    schema.day("payout.last_on") { $0.outlook?.lastOn?.liquid }
    schema.money("payout.minimum") { $0.outlook?.minimum?.liquid }
  }
}
