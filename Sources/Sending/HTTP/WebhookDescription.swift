import Mail

/// A JSON webhook as settings describe it: where, with which headers and body, and what its answer must hold.
package struct WebhookDescription: Sendable {
  package var headers: [(name: String, value: WebhookText, secret: Secret?)]
  package var body: WebhookBody
  /// Where an answer proves that the message was taken; nil where any 2xx does.
  package var proof: Proof?
  /// How long the receiver knows a message again by what a header or the body gives it; nil where it does not.
  package var repeatWindow: Duration?

  package struct Proof: Sendable, Equatable {
    /// Names and places of lists with dots between.
    package var path: String
    /// The text that must stand there; nil for any that is not empty.
    package var value: String?

    package init(path: String, value: String? = nil) {
      self.path = path
      self.value = value
    }
  }

  package init(
    headers: [(name: String, value: WebhookText, secret: Secret?)] = [], body: WebhookBody,
    proof: Proof? = nil, repeatWindow: Duration? = nil
  ) {
    self.headers = headers
    self.body = body
    self.proof = proof
    self.repeatWindow = repeatWindow
  }
}

/// The JSON of a webhook's body, with places to fill in its texts.
package indirect enum WebhookBody: Sendable, Equatable {
  case null
  case bool(Bool)
  /// As it is to stand in JSON.
  case number(String)
  case text(WebhookText)
  case list([WebhookBody])
  case object([Field])

  package struct Field: Sendable, Equatable {
    package let name: String
    package let value: WebhookBody
    package init(name: String, value: WebhookBody) {
      self.name = name
      self.value = value
    }
  }
}

/// A text with places such as `{subject}`; `{{` and `}}` are braces.
package struct WebhookText: Sendable, Equatable {
  package enum Piece: Sendable, Equatable {
    case text(String)
    case place(Place)
  }

  /// What can be filled in.
  package enum Place: String, Sendable, CaseIterable {
    /// Name and address, as people write them.
    case from, to
    case fromAddress = "from_address"
    case fromName = "from_name"
    case toAddress = "to_address"
    case toName = "to_name"
    case replyTo = "reply_to"
    /// Where bounces go.
    case sender
    case subject, text, html, language
    /// The message's bytes in Base64.
    case rawBase64 = "raw_base64"
    case messageID = "message_id"
    /// The delivery's number in the ledger.
    case delivery
    case listUnsubscribe = "list_unsubscribe"
    case listUnsubscribePost = "list_unsubscribe_post"
    /// All further headers; as the whole of a text an object, within a text one line each.
    case headers
  }

  package let pieces: [Piece]

  /// Reads a text.
  ///
  /// Throws `WebhookTextError` for a place that there is not, and for a brace that stands alone.
  package init(_ text: String) throws(WebhookTextError) {
    var pieces: [Piece] = []
    var plain = ""
    var rest = text[...]
    while let first = rest.first {
      rest = rest.dropFirst()
      if first == "{" || first == "}", rest.first == first {
        rest = rest.dropFirst()
        plain.append(first)
      } else if first == "{" {
        guard let end = rest.firstIndex(of: "}") else { throw .openBrace }
        let name = String(rest[..<end])
        guard let place = Place(rawValue: name) else { throw .unknownPlace(name) }
        if !plain.isEmpty { pieces.append(.text(plain)) }
        plain = ""
        pieces.append(.place(place))
        rest = rest[rest.index(after: end)...]
      } else if first == "}" {
        throw .openBrace
      } else {
        plain.append(first)
      }
    }
    if !plain.isEmpty || pieces.isEmpty { pieces.append(.text(plain)) }
    self.pieces = pieces
  }

  /// Whether this place is all there is.
  func isOnly(_ place: Place) -> Bool { pieces == [.place(place)] }

  func filled(with envelope: Envelope, _ message: Message) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .place(let place): place.value(in: envelope, message)
      }
    }.joined()
  }
}

/// Why a text of a webhook cannot be filled in.
package enum WebhookTextError: Error, Sendable, Equatable {
  case unknownPlace(String)
  case openBrace
}

extension WebhookText.Place {
  func value(in envelope: Envelope, _ message: Message) -> String {
    switch self {
    case .from: message.from.description
    case .to: message.to.description
    case .fromAddress: message.from.address.description
    case .fromName: message.from.name ?? ""
    case .toAddress: envelope.recipient.description
    case .toName: message.to.name ?? ""
    case .replyTo: (message.replyTo ?? message.from).description
    case .sender: envelope.sender.description
    case .subject: message.subject
    case .text: String(decoding: message.text, as: UTF8.self)
    case .html: String(decoding: message.html ?? [], as: UTF8.self)
    case .language: message.language
    case .rawBase64: Self.base64(envelope.bytes)
    case .messageID: message.messageID.description
    case .delivery: String(envelope.id.rawValue)
    case .listUnsubscribe: header("List-Unsubscribe", of: message)
    case .listUnsubscribePost: header("List-Unsubscribe-Post", of: message)
    case .headers: message.furtherHeaders.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
    }
  }

  private func header(_ name: String, of message: Message) -> String {
    message.furtherHeaders.first { $0.name == name }?.value ?? ""
  }

  private static func base64(_ source: [UInt8]) -> String {
    var bytes: [UInt8] = []
    // The pointer is used only within the call.
    source.withUnsafeBufferPointer { Base64.append($0, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
