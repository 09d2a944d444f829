internal import FoundationEssentials
internal import Signing

/// The head that every page of the program for people begins with.
///
/// The policy lets nothing in but the page's own style, named by its SHA-256, and pages from the same place.
/// That keeps frames from following a mail's links: a click in a preview must not unsubscribe a partner.
package enum PageHead {
  /// From the doctype to `</head>`, where the title is plain text and escaped here.
  ///
  /// `style` is the page's only style sheet; nothing of the data may be in it. `embeds` are the directives of
  /// the policy for what the page shows within itself, such as `frame-src`.
  package static func html(title: String, style: String, embeds: [String] = []) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(policy(style: style, embeds: embeds))">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <meta name="robots" content="noindex">
    <title>\(PageText.escaped(title))</title>
    <style>\(style)</style>
    </head>

    """
  }

  private static func policy(style: String, embeds: [String]) -> String {
    let digest = Data(sha256(Array(style.utf8))).base64EncodedString()
    // Browsers differ in whether 'self' covers a page opened from a disk, so file: is named.
    let own = embeds.map { "\($0) 'self' file:; " }.joined()
    return "default-src 'none'; style-src 'sha256-\(digest)'; \(own)base-uri 'none'; form-action 'none'"
  }
}
