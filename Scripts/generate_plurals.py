#!/usr/bin/env python3
"""Writes the plural rules and the samples their tests read.

Takes a directory with plurals.json and ordinals.json (cldr-json 47, cldr-core/supplemental).
"""

import re
from collections import defaultdict

from swift_table import LICENCE, ROOT, read_json, source_directory, words, write

SOURCE = "Unicode CLDR 47 (cldr-json), plurals.json and ordinals.json"
SAMPLE_LANGUAGES = "ar br cs cy de en fr ga gv he it ja kw lt lv mk mt pl pt pt-PT ru sl uk".split()


def rules_of(source, file, kind):
    return read_json(source, file)["supplemental"][f"plurals-type-{kind}"]


def condition(rule):
    return rule.split("@")[0].strip()


def table(name, comment, rules):
    groups = defaultdict(list)
    for language, categories in rules.items():
        text = "; ".join(
            f"{category.removeprefix('pluralRule-count-')}: {condition(rule)}"
            for category, rule in categories.items() if condition(rule))
        groups[text].append(language)
    lines = ["", f"  /// {comment}", f"  static let {name} = [", ]
    for text, languages in sorted(groups.items(), key=lambda group: group[1][0]):
        rule = words(re.sub(" ([%=]|!=) ", r"\1", text).split(" "), "      ") if text else []
        lines += ['    """'] + words(languages, "    ") + [line[2:] for line in rule] + ['    """,']
    return lines + ["  ]"]


def samples(kind, rules):
    """A line for each sample: kind, language, number as written, category."""
    for language in SAMPLE_LANGUAGES:
        for category, rule in rules.get(language, {}).items():
            for group in rule.split("@")[1:]:
                values = re.sub(r"^(integer|decimal)|…", "", group.strip()).split(",")
                for value in (bound for entry in values for bound in entry.strip().split("~")):
                    if value and "c" not in value and len(value) < 9:
                        yield f"{kind}\t{language}\t{value}\t{category.removeprefix('pluralRule-count-')}"


def main():
    source = source_directory("CLDR 47 supplemental JSON")
    cardinal = rules_of(source, "plurals.json", "cardinal")
    ordinal = rules_of(source, "ordinals.json", "ordinal")
    head = LICENCE.format(script="generate_plurals.py", source=SOURCE).splitlines()
    body = head + [
        "",
        "/// The plural rules: languages on the first line, then each category's condition (UTS #35-3).",
        "enum PluralTable {"]
    body += table("cardinal", "For counts: 1 item, 2 items.", cardinal)[1:]
    body += table("ordinal", "For ranks: 1st, 2nd, 3rd.", ordinal) + ["}"]
    write("Sources/Campaigns/Language/Tables/PluralTable.swift", body)
    tests = [line.replace("// ", "# ") for line in head]
    tests += ["# kind, language, number as written, category"]
    seen = dict.fromkeys([*samples("cardinal", cardinal), *samples("ordinal", ordinal)])
    path = "Tests/CampaignsTests/Language/Cases/plural-samples.tsv"
    (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
    (ROOT / path).write_text("\n".join([*tests, *seen]) + "\n", encoding="utf-8")
    print(f"{path}: {len(seen)} samples")


main()
