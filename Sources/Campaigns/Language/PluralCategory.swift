/// A plural category of CLDR; the raw value is the key used in locale files.
package enum PluralCategory: String, Sendable, CaseIterable {
  case zero, one, two, few, many, other
}
