/// A finished message sealed for one recipient, as it goes on the wire.
package struct Envelope: Sendable {
  /// The delivery's number in the ledger: the same for every attempt.
  package struct ID: RawRepresentable, Hashable, Sendable, Comparable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
    package static func < (a: ID, b: ID) -> Bool { a.rawValue < b.rawValue }
  }

  package let id: ID
  /// Where bounces go: the reverse-path of RFC 5321.
  package let sender: EmailAddress
  package let recipient: EmailAddress
  /// The message: 7-bit, CRLF line ends, ends with CRLF, not dot-stuffed.
  ///
  /// Sent unchanged.
  package let bytes: [UInt8]
  /// What the bytes were made of, where the transport asked for it.
  package let parts: Parts

  /// A letter beside its bytes, or nothing; either takes one word of memory.
  package indirect enum Parts: Sendable {
    case none
    case message(Message)
  }

  package init(
    id: ID, sender: EmailAddress, recipient: EmailAddress, bytes: [UInt8], parts: Parts = .none
  ) {
    self.id = id
    self.sender = sender
    self.recipient = recipient
    self.bytes = bytes
    self.parts = parts
  }
}

/// What a transport needs of an envelope.
package enum EnvelopeForm: Sendable, Equatable {
  /// The bytes alone.
  case bytes
  /// The parts beside the bytes.
  case parts
}
