import ArgumentParser
import Liquid

/// Reading the records out of JSON, before anything is measured.
extension StatusRecord {
  init(_ value: Value) throws {
    let root = try Fields(value)
    let (partner, program) = (try root.fields("partner"), try root.fields("program"))
    let (tier, stats) = (try root.fields("tier"), try root.fields("stats"))
    self.partner = Partner(
      firstName: try partner.text("first_name"), company: try partner.text("company"),
      locale: try partner.text("locale"), referralURL: try partner.text("referral_url"),
      portalURL: try partner.text("portal_url"), needsTaxForm: try partner.truth("needs_tax_form"))
    self.program = Program(
      name: try program.text("name"), supportEmail: try program.text("support_email"),
      address: try program.text("address"), termsURL: try program.text("terms_url"))
    self.tier = Tier(
      name: try tier.text("name"), next: try? tier.text("next"), progress: try tier.number("progress"),
      neededCents: try tier.number("needed_cents"))
    self.stats = Stats(
      month: try stats.text("month"), clicks: try stats.number("clicks"),
      signups: try stats.number("signups"),
      conversions: try stats.number("conversions"), commissionCents: try stats.number("commission_cents"),
      payoutCents: try stats.number("payout_cents"), payoutDate: try stats.text("payout_date"))
    conversions = try root.list("conversions").map { value in
      let fields = try Fields(value)
      return Conversion(
        date: try fields.text("date"), customer: try fields.text("customer"), plan: try fields.text("plan"),
        commissionCents: try fields.number("commission_cents"))
    }
    unsubscribeURL = try root.text("unsubscribe_url")
  }
}

/// The fields of an object, of the kinds that are expected.
private struct Fields {
  let object: Value.Object

  init(_ value: Value?) throws {
    guard case .object(let object)? = value else { throw Self.wrong("an object") }
    self.object = object
  }

  private static func wrong(_ what: String) -> ValidationError {
    ValidationError("--schema and --bound read the records of the status workload only: \(what) is not there")
  }

  func fields(_ name: String) throws -> Fields { try Fields(object[name]) }

  func text(_ name: String) throws -> String {
    guard case .string(let text, _)? = object[name] else { throw Self.wrong(name) }
    return text
  }

  func number(_ name: String) throws -> Int {
    guard case .int(let number)? = object[name] else { throw Self.wrong(name) }
    return Int(number)
  }

  func truth(_ name: String) throws -> Bool {
    guard case .bool(let truth)? = object[name] else { throw Self.wrong(name) }
    return truth
  }

  func list(_ name: String) throws -> [Value] {
    guard case .array(let list)? = object[name] else { throw Self.wrong(name) }
    return list
  }
}
