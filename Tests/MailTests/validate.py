"""Reads letters with Python's strict e-mail parser and compares them with what they should say.

usage: validate.py FOLDER < expected.json
"""
import email
import email.policy
import json
import pathlib
import sys

faults = []
letters = json.load(sys.stdin)
for letter in letters:
    raw = (pathlib.Path(sys.argv[1]) / letter["file"]).read_bytes()

    def check(holds, what):
        if not holds:
            faults.append(f"{letter['file']}: {what}")

    try:
        message = email.message_from_bytes(raw, policy=email.policy.strict)
    except Exception as error:
        faults.append(f"{letter['file']}: {error!r}")
        continue
    for name, header in message.items():
        check(not getattr(header, "defects", ()), f"{name}: {getattr(header, 'defects', ())}")
    for name in ("date", "from", "to", "subject", "message-id", "mime-version", "content-type"):
        check(len(message.get_all(name, [])) == 1, f"not exactly one {name}")
    check(message["subject"] == letter["subject"], f"subject {message['subject']!r}")
    check(message["from"].addresses[0].display_name == letter["from"], f"from {message['from']!r}")
    check(message["to"].addresses[0].display_name == letter["to"], f"to {message['to']!r}")
    check(len(message["to"].addresses) == 1, "not exactly one recipient")
    check(message["content-language"] == letter["language"], "language")
    for kind, key in (("plain", "text"), ("html", "html")):
        part = message.get_body((kind,))
        check((part is not None) == bool(letter[key]), f"{kind} part")
        if part is not None:
            check(not part.defects, f"{kind} part: {part.defects}")
            content = part.get_content()
            lines = letter[key].replace("\r\n", "\n")
            check(content.replace("\r\n", "\n") == lines, f"{kind} part differs")
    check(not message.defects, f"{message.defects}")
print("\n".join(faults) if faults else f"{len(letters)} letters, no defects")
sys.exit(1 if faults else 0)
