import Foundation

/// TLS in front of another server of the test, read slowly and through small buffers, so that writes are put off.
extension SystemServer {
  package static var hasPython: Bool { access("/usr/bin/python3", X_OK) == 0 }
  package static let pythonReason = "skipped: python3 is missing (apt-get install python3)"

  package static func slowTLS(before target: Int) throws -> SystemServer {
    let server = try SystemServer()
    try server.makeCertificate()
    try server.startPython(proxy, [server.certificatePath, server.keyPath, String(target)])
    return server
  }

  /// Arguments: certificate, key, port of the other server; prints its own.
  private static let proxy = """
    import socket
    import ssl
    import sys
    import threading
    import time

    certificate, key, target = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)


    def pump(source, sink, pause):
        try:
            while data := source.recv(4096):
                sink.sendall(data)
                time.sleep(pause)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass


    def serve(client):
        client = context.wrap_socket(client, server_side=True)
        server = socket.create_connection(("127.0.0.1", int(target)))
        threading.Thread(target=pump, args=(server, client, 0), daemon=True).start()
        pump(client, server, 0.001)


    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    print(listener.getsockname()[1], flush=True)
    while True:
        threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
    """
}
