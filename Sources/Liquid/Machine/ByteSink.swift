/// Bytes that text is appended to: an array, or the output of a render.
protocol ByteSink: ~Copyable {
  mutating func append(_ byte: UInt8)
  /// Appends `source[from..<to]`.
  mutating func append(from source: [UInt8], _ from: Int, _ to: Int)
  mutating func append(text: String)
}

extension [UInt8]: ByteSink {}
extension ByteBuffer: ByteSink {}
