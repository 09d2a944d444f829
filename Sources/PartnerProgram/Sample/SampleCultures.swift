extension SampleCulture {
  /// Sixteen countries with eleven languages.
  static let all = [
    SampleCulture(country: "US", language: "en", timeZone: "America/Chicago", weight: 22, names: .english),
    SampleCulture(country: "GB", language: "en", timeZone: "Europe/London", weight: 9, names: .english),
    SampleCulture(country: "DE", language: "de", timeZone: "Europe/Berlin", weight: 12, names: .german),
    SampleCulture(country: "AT", language: "de", timeZone: "Europe/Vienna", weight: 4, names: .german),
    SampleCulture(country: "CH", language: "de", timeZone: "Europe/Zurich", weight: 4, names: .german),
    SampleCulture(country: "FR", language: "fr", timeZone: "Europe/Paris", weight: 7, names: .french),
    SampleCulture(country: "ES", language: "es", timeZone: "Europe/Madrid", weight: 5, names: .spanish),
    SampleCulture(country: "MX", language: "es", timeZone: "America/Mexico_City", weight: 5, names: .spanish),
    SampleCulture(
      country: "BR", language: "pt-BR", timeZone: "America/Sao_Paulo", weight: 6, names: .portuguese),
    SampleCulture(country: "JP", language: "ja", timeZone: "Asia/Tokyo", weight: 8, names: .japanese),
    SampleCulture(country: "EG", language: "ar", timeZone: "Africa/Cairo", weight: 4, names: .arabic),
    SampleCulture(country: "SA", language: "ar", timeZone: "Asia/Riyadh", weight: 3, names: .arabic),
    SampleCulture(country: "IT", language: "it", timeZone: "Europe/Rome", weight: 4, names: .italian),
    SampleCulture(country: "NL", language: "nl", timeZone: "Europe/Amsterdam", weight: 3, names: .dutch),
    SampleCulture(country: "SE", language: "sv", timeZone: "Europe/Stockholm", weight: 2, names: .swedish),
    SampleCulture(country: "PL", language: "pl", timeZone: "Europe/Warsaw", weight: 2, names: .polish),
  ]

  static let weights = all.map(\.weight)
}

extension SampleNames {
  static let english = SampleNames(
    given:
      "Emma Liam Olivia Noah Ava James Sophie Henry Grace Daniel Maya Ryan Chloe Marcus Priya Owen Zoe Caleb",
    family:
      "Carter Bennett O'Brien|obrien Hughes Walker Foster Patel Morgan Reed Sullivan Brooks Hayes Turner Price",
    companies: ["% Media", "% & Co.", "% Digital, Inc.", "Studio %"])
  static let german = SampleNames(
    given:
      "Anna Lukas Jürgen|juergen Lena Felix Käthe|kaethe Jonas Mia Björn|bjoern Sabine Tobias Heike Moritz Greta",
    family:
      "Müller|mueller Schmidt Schäfer|schaefer Weber Groß|gross Hofmann Köhler|koehler Wagner Bauer Huber Vogel",
    companies: ["% & Partner GmbH", "Agentur %", "%werk AG", "% Medien KG"])
  static let french = SampleNames(
    given:
      "Chloé|chloe Lucas Manon Hugo Zoé|zoe François|francois Camille Élodie|elodie Jules Inès|ines Théo|theo",
    family:
      "Martin Lefèvre|lefevre Dubois Moreau Garnier Rousseau Béranger|beranger Petit Noël|noel Chevalier",
    companies: ["Agence %", "% et Associés", "Studio %", "% Conseil"])
  static let spanish = SampleNames(
    given: "Lucía|lucia Mateo Sofía|sofia Javier Carmen Diego Íñigo|inigo Valeria Andrés|andres Ximena Pablo",
    family:
      "García|garcia Núñez|nunez Rodríguez|rodriguez López|lopez Torres Ibáñez|ibanez Castillo Vega Peña|pena",
    companies: ["Agencia %", "% y Asociados", "Estudio %", "Grupo %"])
  static let portuguese = SampleNames(
    given: "João|joao Ana Thiago Beatriz Caio Letícia|leticia Rafael Júlia|julia Vinícius|vinicius Mariana",
    family: "Silva Souza Gonçalves|goncalves Araújo|araujo Ribeiro Carvalho Assunção|assuncao Lima Moraes",
    companies: ["Agência %", "% Mídia Ltda.", "Estúdio %", "% Digital"])
  static let japanese = SampleNames(
    given: "陽菜|hina 蓮|ren 美咲|misaki 大翔|haruto さくら|sakura 健太|kenta 結衣|yui 翔太|shota 葵|aoi 直樹|naoki",
    family: "佐藤|sato 鈴木|suzuki 高橋|takahashi 田中|tanaka 渡辺|watanabe 伊藤|ito 山本|yamamoto 中村|nakamura",
    companies: ["株式会社%メディア", "%デザイン合同会社", "%商事株式会社"], familyFirst: true)
  static let arabic = SampleNames(
    given:
      "محمد|mohamed فاطمة|fatma أحمد|ahmed ليلى|layla يوسف|youssef نور|nour خالد|khaled سارة|sara عمر|omar",
    family:
      "حسن|hassan المصري|elmasry إبراهيم|ibrahim العتيبي|alotaibi منصور|mansour الحربي|alharbi سالم|salem",
    companies: ["شركة % للإعلام", "وكالة %", "مؤسسة % للتسويق"])
  static let italian = SampleNames(
    given: "Giulia Alessandro Niccolò|niccolo Chiara Matteo Francesca Lorenzo Elena Andrea Noemi",
    family: "Rossi Bianchi Esposito Romano D'Angelo|dangelo Greco Conti Marino Forlì|forli",
    companies: ["Agenzia %", "% e Figli S.r.l.", "Studio %"])
  static let dutch = SampleNames(
    given: "Daan Sanne Bram Fleur Joris Anouk Thijs Renée|renee Sven Lotte",
    family: "Jansen Bakker Visser Smit Meijer Mulder Dekker Vermeulen Kuipers",
    companies: ["Bureau %", "% Media B.V.", "% en Zonen"])
  static let swedish = SampleNames(
    given: "Elsa Åsa|asa Björn|bjorn Ebba Nils Sören|soren Freja Göran|goran Maja Oskar",
    family: "Andersson Öberg|oberg Lindström|lindstrom Åkesson|akesson Nilsson Holm Sjöberg|sjoberg",
    companies: ["% Byrå AB", "% & Söner AB", "Studio %"])
  static let polish = SampleNames(
    given: "Zofia Jakub Małgorzata|malgorzata Łukasz|lukasz Agnieszka Paweł|pawel Hanna Michał|michal",
    family: "Nowak Wójcik|wojcik Zieliński|zielinski Krawczyk Dąbrowski|dabrowski Mazur Król|krol",
    companies: ["Agencja %", "% Media Sp. z o.o.", "Studio %"])
}
