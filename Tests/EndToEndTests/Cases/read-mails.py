"""Reads a folder's .eml files with Python's strict e-mail parser, in the order of their names.

usage: read-mails.py FOLDER
Prints one JSON object a mail; defects go to standard error.
"""
import email
import email.policy
import json
import pathlib
import sys

for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml"), key=lambda path: path.name):
    try:
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.strict)
        defects = list(message.defects)
        for name, header in message.items():
            defects += [(name, defect) for defect in getattr(header, "defects", ())]
        for part in message.walk():
            defects += part.defects
        text = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
        html = message.get_body(("html",)).get_content().replace("\r\n", "\n")
        address = message["to"].addresses[0]
    except Exception as error:
        print(f"{path.name}: {error!r}", file=sys.stderr)
        continue
    for defect in defects:
        print(f"{path.name}: {defect!r}", file=sys.stderr)
    print(json.dumps({
        "to": address.addr_spec, "name": address.display_name, "subject": str(message["subject"]),
        "language": message["content-language"], "text": text, "html": len(html),
    }))
