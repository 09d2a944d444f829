#!/usr/bin/env python3
"""Writes how languages write a rank in digits: 1st, 2.º, 第3.

Takes a directory with the rule-based number formats of CLDR (common/rbnf; Debian's package unicode-cldr-core has
them in /usr/share/unicode/cldr/common/rbnf). A rule that depends on the number alone is kept by the ordinal plural
category; needs Babel 2.18 for these (`pip install babel==2.18.0`).
"""

import re
import xml.etree.ElementTree as ElementTree

from babel import Locale
from swift_table import LICENCE, source_directory, visible, write

LANGUAGES = "ar en es es-419 fr hi id it ja ko ms nl pt ro ru sv th vi zh".split()
SOURCE = "Unicode CLDR 41 (common/rbnf), rule sets digits-ordinal; all others write the root's `1.`"
FORMS = ["", "-masculine", "-feminine", "-neuter"]
NUMBER = r"=[#0,]+="


def rule_sets(directory, language):
    tree = ElementTree.parse(directory / f"{language.replace('-', '_')}.xml")
    return {rules.get("type"): [(rule.get("value"), rule.text.rstrip(";")) for rule in rules.iter("rbnfrule")]
            for rules in tree.iter("ruleset")}


def resolved(sets, name):
    """The rules of a set by the least number they hold for; one that only names another set is that set."""
    rules = [(int(value), text) for value, text in sets[name] if value.isdigit()]
    whole = re.fullmatch("=%([a-z-]+)=", rules[0][1])
    if whole:
        return resolved(sets, whole.group(1))
    # An ending that is a set of its own and the same for all numbers.
    def ending(match):
        inner = sets[match.group(1)]
        if len(inner) != 1:
            raise ValueError(f"{name}: an ending by number")
        return inner[0][1]
    return [(value, re.sub("=%%([a-z-]+)=", ending, text)) for value, text in rules]


def patterns(language, sets, name):
    """Category and text, the number's place being {}."""
    result = {}
    rules = resolved(sets, name)
    for value, text in rules:
        choices = re.search(r"\$\(ordinal,(.*)\)\$", text)
        if choices:
            for category, suffix in re.findall(r"(\w+)\{([^}]*)\}", choices.group(1)):
                result[category] = re.sub(NUMBER, "{}", text[:choices.start()]) + suffix
        elif re.search(NUMBER, text):
            category = Locale.parse(language, sep="-").ordinal_form(value) if len(rules) > 2 else "other"
            result.setdefault(category, re.sub(NUMBER, "{}", text))
        elif value == 1:
            # A rule for the one alone writes it out: `No. 1`.
            result["one"] = text.replace("1", "{}")
    return result


def main():
    directory = source_directory("CLDR's common/rbnf")
    body = LICENCE.format(script="generate_ordinals.py", source=SOURCE).splitlines()
    body += ["", "/// How a rank is written, `{}` being its number: a language, a point and a gender where it has",
             "/// several, then a text by ordinal category.", "enum OrdinalTable {", "  static let rows = ["]
    for language in LANGUAGES:
        sets = rule_sets(directory, language)
        plain = None
        for form in FORMS:
            name = "digits-ordinal" + form
            if name not in sets:
                continue
            texts = patterns(language, sets, name)
            if not form:
                plain = texts
            key = language + form.replace("-", ".")
            row = "|".join([key] + [f"{category}={texts[category]}" for category in sorted(texts)])
            if form or texts:
                body.append(f'    "{visible(row)}",')
        if plain is None:
            raise ValueError(f"{language}: no rule for ranks")
    write("Sources/Campaigns/Language/Tables/OrdinalTable.swift", body + ["  ]", "}"])


main()
