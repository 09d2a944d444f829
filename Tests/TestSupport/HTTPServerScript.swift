/// A server that speaks HTTP/1.1 and HTTP/2, notes every request and answers as it is told, in Python.
///
/// `script` is JSON: a list of moves, one for each POST in order of arrival, the last one for all that follow. A move has
/// `do` (answer, drop, partial, hang, cut), `status`, `headers`, `body`, `delay` in seconds. A body `postmark` or
/// `resend` is made to fit the batch.
enum HTTPServerScript {
  static let text = #"""
    import asyncio, base64, json, ssl, sys
    import h2.config, h2.connection, h2.events

    certificate, key, log_path, mode, protocols, script = sys.argv[1:7]
    moves = json.loads(script)
    log = open(log_path, "a", buffering=1)
    state = {"posts": 0, "connections": 0, "under_way": 0, "most": 0}

    def body_of(move, request):
        body = move.get("body", "")
        if body in ("postmark", "resend"):
            letters = json.loads(request["body"])
            if body == "postmark":
                return json.dumps([{"ErrorCode": 0, "Message": "OK", "MessageID": "m%d" % i} for i, _ in enumerate(letters)])
            return json.dumps({"data": [{"id": "m%d" % i} for i, _ in enumerate(letters)]})
        return body

    def heard(request):
        """The move for a request, after it was noted."""
        move = {"do": "answer", "status": 404}
        if request["method"] == "POST":
            move = moves[min(state["posts"], len(moves) - 1)]
            state["posts"] += 1
            state["under_way"] += 1
            state["most"] = max(state["most"], state["under_way"])
        line = dict(request, body=base64.b64encode(request["body"]).decode(), most=state["most"])
        log.write(json.dumps(line) + "\n")
        return move

    def done(request):
        if request["method"] == "POST":
            state["under_way"] -= 1

    async def one(reader, writer, number):
        while True:
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                return
            lines = head.decode("latin-1").split("\r\n")
            method, path, _ = lines[0].split(" ", 2)
            headers = {}
            for line in lines[1:]:
                if ":" in line:
                    name, value = line.split(":", 1)
                    headers[name.lower()] = value.strip()
            next_move = moves[min(state["posts"], len(moves) - 1)]
            if method == "POST" and next_move.get("do") == "cut":
                await reader.readexactly(1000)
                state["posts"] += 1
                writer.transport.abort()
                return
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            request = {"method": method, "path": path, "headers": headers, "body": body, "version": "1.1", "connection": number}
            move = heard(request)
            await asyncio.sleep(move.get("delay", 0))
            done(request)
            action = move.get("do", "answer")
            if action == "drop":
                writer.transport.abort()
                return
            if action == "hang":
                await asyncio.sleep(600)
            content = body_of(move, request).encode()
            answer = "HTTP/1.1 %d X\r\nContent-Length: %d\r\n" % (move.get("status", 200), len(content))
            for name, value in move.get("headers", {}).items():
                answer += "%s: %s\r\n" % (name, value)
            writer.write(answer.encode() + b"\r\n")
            if action == "partial":
                writer.write(content[: len(content) // 2])
                await writer.drain()
                writer.close()
                return
            writer.write(content)
            await writer.drain()

    async def two(reader, writer, number):
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        connection.initiate_connection()
        writer.write(connection.data_to_send())
        requests = {}

        async def answer(stream, request):
            move = heard(request)
            await asyncio.sleep(move.get("delay", 0))
            done(request)
            action = move.get("do", "answer")
            if action == "drop":
                writer.transport.abort()
                return
            if action == "hang":
                return
            content = body_of(move, request).encode()
            headers = [(":status", str(move.get("status", 200)))]
            headers += [(name.lower(), value) for name, value in move.get("headers", {}).items()]
            connection.send_headers(stream, headers)
            if action == "partial":
                connection.send_data(stream, content[: len(content) // 2])
                writer.write(connection.data_to_send())
                await writer.drain()
                connection.reset_stream(stream)
            else:
                # A frame holds no more than this; curl's window is wider than any answer here.
                for start in range(0, len(content), 16384):
                    connection.send_data(stream, content[start : start + 16384])
                connection.end_stream(stream)
            writer.write(connection.data_to_send())

        while True:
            try:
                data = await reader.read(65536)
            except ConnectionError:
                return
            if not data:
                return
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    headers = {name.decode(): value.decode() for name, value in event.headers}
                    headers["host"] = headers.pop(":authority", "")
                    requests[event.stream_id] = {
                        "method": headers.pop(":method"), "path": headers.pop(":path"), "headers": headers, "body": b"",
                        "version": "2", "connection": number}
                elif isinstance(event, h2.events.DataReceived):
                    requests[event.stream_id]["body"] += event.data
                    connection.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                elif isinstance(event, h2.events.StreamEnded):
                    asyncio.ensure_future(answer(event.stream_id, requests.pop(event.stream_id)))
            writer.write(connection.data_to_send())

    async def serve(reader, writer):
        number = state["connections"]
        state["connections"] += 1
        tls = writer.get_extra_info("ssl_object")
        try:
            if tls is not None and tls.selected_alpn_protocol() == "h2":
                await two(reader, writer, number)
            else:
                await one(reader, writer, number)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def main():
        context = None
        if mode == "tls":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            context.set_alpn_protocols(protocols.split(","))
        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
        print(server.sockets[0].getsockname()[1], flush=True)
        async with server:
            await server.serve_forever()

    asyncio.run(main())
    """#
}
