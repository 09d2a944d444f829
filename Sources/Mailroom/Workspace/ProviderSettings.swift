package import Sending
internal import Settings

/// How a sender reaches a provider's HTTP API, before its secrets are known.
package struct ProviderSettings: Sendable {
  /// Every key that some provider reads, for suggestions.
  static let keys =
    ["endpoint", "http", "connections", "timeout", "ca_file"] + WebhookSettings.keys
    + allProviders.flatMap { provider in provider.settings.flatMap(names) }

  package let provider: any Provider.Type
  let texts: [String: String]
  let numbers: [String: Int]
  /// By the setting's name without `_env` and `_file`.
  let secrets: [String: SecretSource]
  let endpoint: HTTPEndpoint?
  /// Where the API is: the settings' endpoint, or the provider's own.
  package let address: HTTPEndpoint
  let webhook: WebhookSettings?
  let version: HTTPUpstream.Version
  let connections: Int
  let timeout: Int?
  package let authorityFile: String?

  /// Reads the keys beside `provider:`; reports every mistake with its place.
  init?(_ word: SettingsValue, _ keys: MappingReader) {
    guard let name = word.choice(allProviders.map { $0.name }),
      let provider = allProviders.first(where: { $0.name == name })
    else {
      // The rest cannot be judged without the provider.
      for key in Self.keys { _ = keys.optional(key) }
      return nil
    }
    var values = ProviderReading(keys)
    for setting in provider.settings { values.read(setting) }
    endpoint = values.endpoint()
    webhook = name == WebhookSettings.provider ? WebhookSettings(keys) : nil
    version = keys.optional("http")?.choice(["1.1", "2"]) == "1.1" ? .one : .two
    connections = Int(keys.optional("connections")?.integer(in: 1...200) ?? 10)
    timeout = keys.optional("timeout")?.integer(in: 1...3_600).map { Int($0) }
    authorityFile = keys.optional("ca_file")?.string()
    if let key = keys.optional("key") {
      key.fail("a key does not belong in a settings file", help: "use key_env: or key_file:")
      values.isWrong = true
    }
    self.provider = provider
    texts = values.texts
    numbers = values.numbers
    secrets = values.secrets
    guard !values.isWrong, webhook != nil || name != WebhookSettings.provider else { return nil }
    do throws(ProviderError) {
      // With a stand-in for each secret the provider finds what is wrong with the rest.
      var complete = ProviderValues()
      complete.texts = texts
      complete.numbers = numbers
      complete.secrets = secrets.mapValues { _ in Secret("stand-in") }
      complete.endpoint = endpoint
      complete.webhook = webhook?.description { _ in Secret("stand-in") }
      address = try provider.init(complete).endpoint
    } catch {
      word.fail(error.description)
      return nil
    }
  }

  /// The upstream, with its secrets as `read` finds them and paths as `path` makes them whole.
  package func upstream(
    reading read: (SecretSource, _ key: String) throws -> Secret, path: (String) -> String
  ) throws -> HTTPUpstream {
    var secrets: [String: Secret] = [:]
    for (name, source) in self.secrets { secrets[name] = try read(source, name) }
    let description = try webhook?.description { try read($0, "key") }
    var upstream = HTTPUpstream(provider: try provider.init(values(secrets, description)))
    upstream.version = version
    upstream.requests = connections
    upstream.authorityFile = authorityFile.map(path)
    if let timeout { upstream.answerTimeout = .seconds(timeout) }
    return upstream
  }

  private func values(_ secrets: [String: Secret], _ description: WebhookDescription?) -> ProviderValues {
    var values = ProviderValues()
    values.texts = texts
    values.numbers = numbers
    values.secrets = secrets
    values.endpoint = endpoint
    values.webhook = description
    return values
  }

  private static func names(of setting: ProviderSetting) -> [String] {
    setting.kind == .secret ? ["\(setting.name)_env", "\(setting.name)_file"] : [setting.name]
  }
}

/// The values of a provider's own settings as they are read, one after the other.
struct ProviderReading {
  private let keys: MappingReader
  var texts: [String: String] = [:]
  var numbers: [String: Int] = [:]
  var secrets: [String: SecretSource] = [:]
  /// Something was missing or wrong, and was reported.
  var isWrong = false

  init(_ keys: MappingReader) { self.keys = keys }

  mutating func read(_ setting: ProviderSetting) {
    switch setting.kind {
    case .secret:
      if let source = Self.secret(setting.name, keys) {
        secrets[setting.name] = source
      } else if setting.isRequired {
        missing("\(setting.name)_env: or \(setting.name)_file:")
      }
    case .text: store(setting) { $0.string() }
    case .choice(let words): store(setting) { $0.choice(words) }
    case .number(let range):
      guard let value = keys.optional(setting.name) else { return }
      guard let number = value.integer(in: Int64(range.lowerBound)...Int64(range.upperBound)) else {
        isWrong = true
        return
      }
      numbers[setting.name] = Int(number)
    }
  }

  private mutating func store(_ setting: ProviderSetting, _ read: (SettingsValue) -> String?) {
    guard let value = keys.optional(setting.name) else {
      if setting.isRequired { missing("\(setting.name):") }
      return
    }
    guard let text = read(value) else {
      isWrong = true
      return
    }
    texts[setting.name] = text
  }

  private mutating func missing(_ what: String) {
    keys.fail(at: "provider", "this provider needs \(what)", kind: .missingKey)
    isWrong = true
  }

  mutating func endpoint() -> HTTPEndpoint? {
    guard let value = keys.optional("endpoint"), let text = value.string() else { return nil }
    do throws(HTTPEndpointError) {
      return try HTTPEndpoint(text)
    } catch {
      value.fail(error.description, help: "for example https://api.example/v1")
      isWrong = true
      return nil
    }
  }

  /// `NAME_env:` or `NAME_file:`; nil where there is neither.
  static func secret(_ name: String, _ keys: MappingReader) -> SecretSource? {
    let variable = keys.optional("\(name)_env")?.string()
    let file = keys.optional("\(name)_file")?.string()
    if variable != nil, file != nil {
      keys.fail(at: "\(name)_file", "the secret comes from \(name)_env or \(name)_file, not from both")
    }
    return variable.map { .environment($0) } ?? file.map { .file($0) }
  }
}
