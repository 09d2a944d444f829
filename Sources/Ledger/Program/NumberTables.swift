import PartnerProgram

/// The small tables that give names of fields and currencies their numbers, held in memory for one import or page.
struct NumberTables {
  private let connection: Connection
  /// By number; numbers begin at 1.
  private(set) var fieldNames: [String] = [""]
  private(set) var currencies: [Currency?] = [nil]
  private var fieldNumbers: [String: Int] = [:]
  private var currencyNumbers: [Currency: Int64] = [:]

  init(_ connection: Connection) throws(LedgerError) {
    self.connection = connection
    let fields = try connection.query("SELECT number, name FROM field_name ORDER BY number")
    while try fields.step() { keep(field: fields.text(1), number: fields.int(0)) }
    let currencies = try connection.query("SELECT number, code, exponent FROM currency ORDER BY number")
    while try currencies.step() {
      keep(Currency(code: currencies.text(1), exponent: currencies.int(2)), number: currencies.int(0))
    }
  }

  /// The field's number, a new one where the name is new.
  mutating func number(ofField name: String) throws(LedgerError) -> Int {
    if let number = fieldNumbers[name] { return number }
    let insertion = try connection.query("INSERT INTO field_name (name) VALUES (?)")
    insertion.bind(name, at: 1)
    try insertion.run()
    let number = Int(connection.insertedID)
    keep(field: name, number: number)
    return number
  }

  /// The currency's number, a new one where the currency is new.
  mutating func number(of currency: Currency) throws(LedgerError) -> Int64 {
    if let number = currencyNumbers[currency] { return number }
    let insertion = try connection.query("INSERT INTO currency (code, exponent) VALUES (?, ?)")
    insertion.bind(currency.code, at: 1)
    insertion.bind(currency.exponent, at: 2)
    try insertion.run()
    let number = connection.insertedID
    keep(currency, number: Int(number))
    return number
  }

  private mutating func keep(field name: String, number: Int) {
    while fieldNames.count <= number { fieldNames.append("") }
    fieldNames[number] = name
    fieldNumbers[name] = number
  }

  private mutating func keep(_ currency: Currency, number: Int) {
    while currencies.count <= number { currencies.append(nil) }
    currencies[number] = currency
    currencyNumbers[currency] = Int64(number)
  }
}
