/// Where a secret is; it stands in no settings file.
package enum SecretSource: Sendable, Equatable {
  case environment(String)
  case file(String)
}
