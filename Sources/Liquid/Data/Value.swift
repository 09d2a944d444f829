/// A piece of data that a template can read: what hosts hand in and filters return.
///
/// ```swift
/// let person: Value = ["name": "Ann", "tags": ["a", "b", "c"], "active": true, "points": 120]
/// ```
public enum Value: Sendable, Hashable {
  /// Known and empty. A path that does not exist at all is *missing*, which is not a value.
  case null
  /// True or false.
  case bool(Bool)
  /// A whole number.
  case int(Int64)
  /// A number with decimals.
  case decimal(Decimal)
  /// A number with more digits than ``Value/int(_:)`` or ``Value/decimal(_:)`` hold.
  case wide(Wide)
  /// UTF-8 text; `safe` text is markup already and is not escaped again.
  case string(String, safe: Bool)
  /// A point in time, in seconds since 1970-01-01T00:00:00Z.
  case date(Int64)
  /// A day of the Gregorian calendar, in days since 1970-01-01.
  case day(Int32)
  /// An amount in a currency.
  case money(Money)
  /// A list.
  case array([Value])
  /// Named values.
  case object(Object)
  /// All whole numbers from the first to the second, both included; empty when the second is smaller.
  case range(Int64, Int64)

  /// Text that is not markup and is escaped where the output asks for it.
  public static func string(_ text: String) -> Value { .string(text, safe: false) }

  /// A number with decimals: `mantissa` divided by ten to the power of `scale`.
  public struct Decimal: Sendable, Hashable {
    /// The digits without the point.
    public let mantissa: Int64
    /// Digits after the point, 0 to 18.
    public let scale: Int

    /// Makes the number `mantissa / 10^scale`.
    public init(mantissa: Int64, scale: Int) {
      self.mantissa = mantissa
      self.scale = min(max(scale, 0), 18)
    }
  }

  /// A number of up to 38 digits: `mantissa` divided by ten to the power of `scale`.
  public struct Wide: Sendable, Hashable {
    /// The digits without the point.
    public let mantissa: Int128
    /// Digits after the point, 0 to 38.
    public let scale: Int
    /// It prints with a point even if it is whole.
    public let isDecimal: Bool

    /// Makes the number `mantissa / 10^scale`.
    public init(mantissa: Int128, scale: Int = 0, isDecimal: Bool = false) {
      self.mantissa = mantissa
      self.scale = min(max(scale, 0), 38)
      self.isDecimal = isDecimal || scale > 0
    }
  }

  /// An amount in a currency.
  public struct Money: Sendable, Hashable {
    /// The amount in the currency's smallest unit (cents).
    public let minorUnits: Int64
    /// The letters of the currency, the first in the highest of the bytes in use: 0x555344 is USD.
    public let currencyCode: UInt32
    @usableFromInline let scale: UInt8

    /// Makes an amount of `minorUnits` in `currency`, an ISO 4217 code of three (at most four) ASCII letters.
    public init(minorUnits: Int64, currency: String, exponent: Int) {
      var code: UInt32 = 0
      for byte in currency.utf8.prefix(4) { code = code << 8 | UInt32(byte) }
      self.init(minorUnits: minorUnits, currencyCode: code, exponent: exponent)
    }

    /// Makes an amount of `minorUnits` in the currency of ``currencyCode``.
    @inlinable
    public init(minorUnits: Int64, currencyCode: UInt32, exponent: Int) {
      self.minorUnits = minorUnits
      self.currencyCode = currencyCode
      scale = UInt8(min(max(exponent, 0), 18))
    }

    /// ISO 4217 code of three (at most four) ASCII letters.
    public var currency: String { Cell(tag: .money, length: currencyCode).currency }
    /// Digits of the minor unit: 2 for USD, 0 for JPY.
    @inlinable public var exponent: Int { Int(scale) }
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  /// Unsafe text.
  public init(stringLiteral value: String) { self = .string(value, safe: false) }
  /// A whole number.
  public init(integerLiteral value: Int64) { self = .int(value) }
  /// True or false.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A list.
  public init(arrayLiteral elements: Value...) { self = .array(elements) }
  /// Named values in the order written.
  public init(dictionaryLiteral elements: (String, Value)...) { self = .object(Object(elements)) }
  /// The value nil.
  public init(nilLiteral: ()) { self = .null }
}
