#!/usr/bin/env python3
"""Writes the tables of languages: likely scripts and regions, right-to-left scripts, parent locales, aliases.

Takes a directory with likelySubtags.json, scriptMetadata.json, parentLocales.json (cldr-json 47, cldr-core)
and iso_639-2.json (iso-codes).
"""

from collections import defaultdict

from swift_table import LICENCE, read_json, source_directory, words, write

TABLES = "Sources/Campaigns/Language/Tables/"
SOURCE = "Unicode CLDR 47 (cldr-json)"

# Deprecated primary languages with their replacements (IANA language subtag registry), and macrolanguage
# members that CLDR treats as the macrolanguage itself.
DEPRECATED = {
    "iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "tl": "fil", "sh": "sr-Latn", "aam": "aas",
    "cmn": "zh", "arb": "ar", "swh": "sw", "zsm": "ms", "pes": "fa", "prs": "fa-AF", "ekk": "et", "lvs": "lv",
    "npi": "ne", "ory": "or", "khk": "mn", "uzn": "uz", "azj": "az", "als": "sq", "plt": "mg", "gug": "gn",
    "quz": "qu", "ydd": "yi", "kmr": "ku", "pnb": "lah",
}
# Deprecated regions (ISO 3166-3) whose successor is one country.
REGIONS = {"BU": "MM", "DD": "DE", "FX": "FR", "TP": "TL", "YD": "YE", "ZR": "CD", "UK": "GB"}


def literal(name, comment, rows):
    lines = ["", f"  /// {comment}", f'  static let {name} = """']
    for head, items in rows:
        lines += words(([head] if head else []) + items, "    ")
    return lines + ['    """']


def main():
    source = source_directory("CLDR 47 supplemental and iso-codes JSON")
    likely = read_json(source, "likelySubtags.json")["supplemental"]["likelySubtags"]
    scripts = read_json(source, "scriptMetadata.json")["scriptMetadata"]
    parents = read_json(source, "parentLocales.json")["supplemental"]["parentLocales"]["parentLocale"]
    codes = read_json(source, "iso_639-2.json")["639-2"]

    by_script, regions = defaultdict(list), []
    two_letter = {entry["alpha_2"] for entry in codes if "alpha_2" in entry} | {"fil", "yue", "ckb"}
    for tag, full in likely.items():
        parts, (language, script, region) = tag.split("-"), full.split("-")
        if parts[0] == "und":
            continue
        has_region = len(parts) == 2 and len(parts[1]) != 4
        default = likely[language].split("-")[1] if language in likely else "Latn"
        if len(parts) == 1 and script != "Latn" or has_region and script != default:
            by_script[script].append(tag)
        if not has_region and language in two_letter:
            regions.append(f"{tag}-{region}")
    children = defaultdict(list)
    for child, parent in parents.items():
        # A script that is not the language's own has no parent anyway: see `LanguageTag.parent`.
        if parent != "und":
            children[parent].append(child)
    aliases = [f"{old}={new}" for old, new in DEPRECATED.items()]
    for entry in codes:
        if "alpha_2" in entry:
            longer = [entry[key] for key in ("alpha_3", "bibliographic") if key in entry]
            aliases += [f"{code}={entry['alpha_2']}" for code in longer]
    for alias in list(aliases):
        old, new = alias.split("=")
        if new in DEPRECATED:
            aliases[aliases.index(alias)] = f"{old}={DEPRECATED[new]}"

    head = LICENCE.format(script="generate_languages.py", source=SOURCE).splitlines()
    body = head + ["", "/// Facts on languages, each a text that is split when first used."]
    body.append("enum LanguageTable {")
    body += literal(
        "likelyScripts",
        "A script, then the languages (or language-region pairs) written in it; all others are Latn.",
        [(script, sorted(tags)) for script, tags in sorted(by_script.items())])[1:]
    body += literal(
        "rightToLeftScripts", "The scripts written from right to left.",
        [("", sorted(code for code, facts in scripts.items() if facts["rtl"] == "YES"))])
    body += literal("likelyRegions", "A language, or a language in one script, with its likely region.",
                    [("", sorted(regions))])
    body += literal("parents",
                    "A parent locale, then those whose parent it is against the rule of truncation.",
                    [(parent, sorted(tags)) for parent, tags in sorted(children.items())])
    body += literal("languageAliases",
                    "Deprecated and longer codes (ISO 639-2, iso-codes) with their replacements.",
                    [("", sorted(set(aliases)))])
    body += literal("regionAliases", "Withdrawn country codes with their successors, and `UK`.",
                    [("", [f"{old}={new}" for old, new in sorted(REGIONS.items())])])
    write(TABLES + "LanguageTable.swift", body + ["}"])


main()
