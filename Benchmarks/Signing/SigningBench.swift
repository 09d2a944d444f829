import Glibc
import Mail
import Signing

/// Signs one message again and again on several threads and prints how many signatures a second that were:
/// by the processor's time of each thread, summed, and by the clock.
///
/// `signing-bench rsa|ed25519 SECONDS WORKERS BODY-BYTES`; `tierpost-bench --only dkim` runs it beside openssl speed.
@main
struct SigningBench {
  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 4,
      let algorithm = ["rsa": DKIMAlgorithm.rsa, "ed25519": .ed25519][arguments[1]],
      let seconds = Double(arguments[2]), let workers = Int(arguments[3]), workers > 0,
      let size = Int(arguments[4]), size >= 0
    else {
      print("usage: signing-bench rsa|ed25519 SECONDS WORKERS BODY-BYTES")
      exit(64)
    }
    let identity = DKIMSigner.Identity(
      domain: "acme.example", selector: "s1", key: DKIMKey.make(algorithm))
    let signer = DKIMSigner([identity])
    let message = message(bodyOf: size)
    var before = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &before)
    let made = before.ru_utime.seconds + before.ru_stime.seconds
    let start = now()
    let count = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<workers {
        group.addTask {
          var count = 0
          while now() - start < seconds {
            for _ in 0..<16 { _ = signer.signatures(of: message, date: Timestamp(seconds: 1_793_523_600)) }
            count += 16
          }
          return count
        }
      }
      var count = 0
      for await part in group { count += part }
      return count
    }
    // As openssl speed counts: by the processor's time, so that other work on the machine matters less.
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let used = usage.ru_utime.seconds + usage.ru_stime.seconds - made
    print(Double(count) / used * Double(workers), Double(count) / (now() - start))
  }

  /// A mail as the campaigns of a partner program write it, its HTML in quoted-printable.
  private static func message(bodyOf size: Int) -> [UInt8] {
    var text =
      "Date: Sun, 01 Nov 2026 09:00:00 +0000\r\nFrom: Acme Partners <partners@acme.example>\r\n"
      + "Reply-To: <help@acme.example>\r\nTo: Ada Lovelace <ada@partner.example>\r\n"
      + "Subject: Ada, 4 more conversions this month reach Elite\r\n"
      + "Message-ID: <0123456789abcdef0123456789abcdef01234567@acme.example>\r\nMIME-Version: 1.0\r\n"
      + "Content-Language: en\r\nList-Id: Acme Partners <monthly-status.acme.example>\r\n"
      + "List-Unsubscribe: <https://partners.acme.example/u/AQEGUC0xMDAxc3RhdHVzkLql1TnmmvRly2hpE-4wzw>\r\n"
      + "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nFeedback-ID: monthly-status:2026-10:tierpost\r\n"
      + "Auto-Submitted: auto-generated\r\nPrecedence: bulk\r\n"
      + "Content-Type: multipart/alternative;\r\n boundary=\"=_0123456789abcdef\"\r\n\r\n"
    let line = "<td style=3D\"padding:8px 0;font-size:15px\">12 of 16 conversions, =E2=82=AC1,234.50</td>\r\n"
    let header = text.utf8.count
    while text.utf8.count - header < size { text += line }
    return Array(text.utf8)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

extension timeval {
  fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
