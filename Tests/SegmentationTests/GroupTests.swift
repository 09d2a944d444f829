import PartnerProgram
import Segmentation
import Testing

@Suite struct GroupTests {
  private func matches(_ text: String, _ change: (inout Partner) -> Void) throws -> Bool {
    try Fixtures.segment(text).matches(Fixtures.recipient(change), on: Fixtures.day)
  }

  @Test func `several keys hold together`() throws {
    let text = "type: creator\nregion: DACH\n"
    #expect(try matches(text) { ($0.type, $0.country) = ("creator", "AT") })
    #expect(try !matches(text) { ($0.type, $0.country) = ("creator", "FR") })
    #expect(try !matches(text) { ($0.type, $0.country) = ("agency", "AT") })
  }

  @Test func `of any, one group is enough`() throws {
    let text = "any: [{type: agency}, {channel: blog, region: DE}]\n"
    #expect(try matches(text) { $0.type = "agency" })
    #expect(try matches(text) { ($0.channel, $0.country) = ("blog", "DE") })
    #expect(try !matches(text) { ($0.channel, $0.country) = ("blog", "AT") })
    #expect(try !matches(text) { _ in })
  }

  @Test func `of except, a mapping excludes those who meet all of it`() throws {
    let text = "status: active\nexcept: {source: internal, type: creator}\n"
    #expect(try !matches(text) { ($0.source, $0.type) = ("internal", "creator") })
    #expect(try matches(text) { ($0.source, $0.type) = ("internal", "agency") })
    #expect(try matches(text) { $0.type = "creator" })
  }

  @Test func `of except, a list excludes those who meet one of it`() throws {
    let text = "except: [{source: internal}, {tags: test}]\n"
    #expect(try !matches(text) { $0.source = "internal" })
    #expect(try !matches(text) { $0.tags = ["test"] })
    #expect(try matches(text) { ($0.source, $0.tags) = ("ads", ["beta"]) })
  }

  @Test func `groups stand in groups`() throws {
    let text = """
      any:
        - {type: agency, except: {region: US}}
        - {type: creator, any: [{tags: vip}, {tags: beta}]}
      """
    #expect(try matches(text) { ($0.type, $0.country) = ("agency", "CA") })
    #expect(try !matches(text) { ($0.type, $0.country) = ("agency", "US") })
    #expect(try matches(text) { ($0.type, $0.tags) = ("creator", ["beta"]) })
    #expect(try !matches(text) { $0.type = "creator" })
  }

  @Test func `both of two tags are asked for by a group of one`() throws {
    let text = "tags: a\nany: [{tags: b}]\n"
    #expect(try matches(text) { $0.tags = ["b", "a"] })
    #expect(try !matches(text) { $0.tags = ["a"] })
  }

  @Test func `name and description are no conditions, and the id is the file's name`() throws {
    let segment = try Fixtures.segment("name: Everyone here\ndescription: all of them\nstatus: active\n")
    #expect(segment.id == "test")
    #expect(segment.name == "Everyone here")
    #expect(segment.description == "all of them")
    #expect(try Fixtures.segment("status: active").name == "test")
  }

  @Test func `why names every condition with the partner's own value`() throws {
    let segment = try Fixtures.segment(
      """
      type: [creator, agency]
      region: [DACH, NL]
      language: de
      tier: elite
      tags: beta
      joined: {within: 30 days, after: 2025-01-01}
      status: active
      company_size: small
      any: [{channel: blog}, {source: ads, tags: [vip]}]
      except: [{source: internal}]
      """)
    let recipient = Fixtures.recipient(tier: "growth") {
      ($0.type, $0.country, $0.language, $0.tags) = ("creator", "FR", "de-AT", ["vip", "beta"])
      $0.source = "internal"
    }
    let findings = segment.why(recipient, on: Fixtures.day)
    #expect(
      findings.rendered() == """
        yes  type is creator or agency (creator)
        no   region is DACH or NL (FR)
        yes  language is de (de-AT)
        no   tier is elite (growth)
        yes  tags have beta (vip, beta)
        yes  joined within 30 days and after 2025-01-01 (2026-10-02)
        yes  status is active (active)
        no   company_size is small (none)
        no   at least one of
          no   channel is blog (none)
          no   all of
            no   source is ads (internal)
            yes  tags have vip (vip, beta)
        no   none of
          yes  source is internal (internal)
        """)
    #expect(!segment.matches(recipient, on: Fixtures.day))
  }

  @Test func `without the data's columns any key may be a field, with them only those`() throws {
    #expect(Fixtures.messages("shoe_size: 44", fields: nil).isEmpty)
    #expect(Fixtures.messages("shoe_size: 44") == ["'shoe_size' is neither a criterion nor a partner field"])
    #expect(Fixtures.messages("first_name: Ada", fields: ["first_name"]).isEmpty)
    #expect(Fixtures.messages("country: DE", fields: nil) == ["unknown key 'country'"])
  }

  @Test func `every kind of condition stands in one file`() throws {
    let segment = try Fixtures.segment(
      """
      name: Creators in the German-speaking countries
      description: optional words
      type: creator
      region: [DACH, NL]
      language: de
      tier: [growth, elite]
      tags: [beta]
      joined: {within: 30 days}
      status: active
      company_size: [small, medium]
      any: [ {source: fair}, {channel: blog} ]
      except: {source: internal}
      """)
    #expect(segment.name == "Creators in the German-speaking countries")
    let reached = Fixtures.recipient(tier: "growth") {
      ($0.type, $0.country, $0.language, $0.tags, $0.channel) = ("creator", "AT", "de-AT", ["beta"], "blog")
      $0.fields["company_size"] = "small"
    }
    #expect(segment.matches(reached, on: Fixtures.day))
    var internalPartner = reached
    internalPartner.partner.source = "internal"
    #expect(!segment.matches(internalPartner, on: Fixtures.day))
  }
}
