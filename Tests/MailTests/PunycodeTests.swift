import Testing

@testable import Mail

/// The samples of RFC 3492 7.1.
struct PunycodeTests {
  static let samples: [(text: String, code: String)] = [
    ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
    ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
    ("Pročprostěnemluvíčesky", "Proprostnemluvesky-uyb24dma41a"),
    ("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b"),
    ("なぜみんな日本語を話してくれないのか", "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"),
    ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
    ("TạisaohọkhôngthểchỉnóitiếngViệt", "TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g"),
    ("3年B組金八先生", "3B-ww4c5e180e575a65lsy2b"),
    ("MajiでKoiする5秒前", "MajiKoi5-783gue6qz075azm5e"),
    ("パフィーdeルンバ", "de-jg4avhby1noc0d"),
    ("そのスピードで", "d9juau41awczczp"),
  ]

  @Test(arguments: samples.indices) func `a sample of RFC 3492 goes both ways`(index: Int) {
    let (text, code) = Self.samples[index]
    let scalars = Array(text.unicodeScalars)
    #expect(Punycode.encode(scalars).map { String(decoding: $0, as: UTF8.self) } == code)
    #expect(Punycode.decode(Array(code.utf8)[...]) == scalars)
  }

  @Test(arguments: ["!", "é", "ls8h=", "99999999", "a-9", "zzzzzzzzzzzzzzzzzzzz"])
  func `what is no Punycode is refused`(code: String) {
    #expect(Punycode.decode(Array(code.utf8)[...]) == nil)
  }
}
