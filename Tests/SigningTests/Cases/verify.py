"""Verifies every DKIM signature of the messages in a folder with dkimpy; the keys' records come from a file, not from DNS.

usage: verify.py FOLDER RECORDS. RECORDS holds lines of a name, a tab and a TXT record. For each message one line is
printed: its file, a tab, and for each signature its algorithm with + where it holds, - where it does not.
"""
import os
import sys

import dkim

folder, records = sys.argv[1:]
with open(records) as lines:
    texts = dict(line.rstrip("\n").split("\t") for line in lines)


def text(name, timeout=5):
    return texts.get(name.decode().rstrip("."), "").encode()


for name in sorted(os.listdir(folder)):
    if not name.endswith(".eml"):
        continue
    with open(os.path.join(folder, name), "rb") as file:
        message = file.read()
    verdicts = []
    for number in range(message.lower().split(b"\r\n\r\n")[0].count(b"dkim-signature:")):
        checker = dkim.DKIM(message, minkey=1024)
        try:
            holds = checker.verify(idx=number, dnsfunc=text)
        except dkim.DKIMException:
            holds = False
        found = checker.signature_fields.get(b"a", b"?").decode() if checker.signature_fields else "?"
        verdicts.append(found + ("+" if holds else "-"))
    print(name + "\t" + " ".join(verdicts))
