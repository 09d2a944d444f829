/// A real SMTP server for the tests, in Python: aiosmtpd with STARTTLS or TLS from the first byte, and AUTH.
enum RelayScript {
  /// Arguments: certificate, key, folder, `starttls` or `tls`.
  ///
  /// It takes mail from the user acme with the password hunter2, writes each message to the folder and prints
  /// its port.
  static let text = """
    import asyncio
    import ssl
    import sys
    from pathlib import Path

    from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

    certificate, key, folder, mode = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    taken = 0


    class Handler:
        async def handle_RCPT(self, server, session, envelope, address, options):
            if address.startswith("unknown@"):
                return "550 5.1.1 no such user"
            envelope.rcpt_tos.append(address)
            return "250 2.1.5 Ok"

        async def handle_DATA(self, server, session, envelope):
            global taken
            taken += 1
            Path(folder, f"{taken}.eml").write_bytes(envelope.original_content)
            return "250 2.0.0 Ok: queued"


    def authenticate(server, session, envelope, mechanism, data):
        known = isinstance(data, LoginPassword) and data == LoginPassword(b"acme", b"hunter2")
        return AuthResult(success=known, handled=False)


    async def main():
        def session():
            return SMTP(
                Handler(), data_size_limit=20_000_000, authenticator=authenticate, auth_required=True,
                auth_require_tls=mode == "starttls", require_starttls=mode == "starttls",
                tls_context=context if mode == "starttls" else None, hostname="relay.example")

        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            session, "127.0.0.1", 0, ssl=context if mode == "tls" else None)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()


    asyncio.run(main())
    """
}
