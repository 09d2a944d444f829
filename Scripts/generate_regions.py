#!/usr/bin/env python3
"""Writes the table of countries and of the areas and groupings that contain them.

Takes a directory with territoryContainment.json (cldr-json 47, cldr-core/supplemental) and iso_3166-1.json
(iso-codes).
"""

import sys

from swift_table import LICENCE, read_json, source_directory, words, write

SOURCE = "Unicode CLDR 47 (cldr-json), territoryContainment.json; ISO 3166-1 by iso-codes (LGPL 2.1+)"
# Kosovo has no ISO code; CLDR, the European Union and payment providers use this user-assigned one.
ADDED_COUNTRIES = ["XK"]
# CLDR 47 lists the euro area of 2022. Croatia joined on 2023-01-01, Bulgaria on 2026-01-01.
ADDED_MEMBERS = {"EZ": ["HR", "BG"]}


def main():
    source = source_directory("CLDR 47 and iso-codes JSON")
    countries = [entry["alpha_2"] for entry in read_json(source, "iso_3166-1.json")["3166-1"]]
    countries += ADDED_COUNTRIES
    containment = read_json(source, "territoryContainment.json")["supplemental"]["territoryContainment"]
    contains = {
        code: facts["_contains"] + ADDED_MEMBERS.get(code, [])
        for code, facts in containment.items()
        if "status" not in code}
    sizes = {code: len(contains[code]) for code in ("EU", "EZ", "UN")}
    if sizes != {"EU": 27, "EZ": 21, "UN": 193}:
        sys.exit(f"members have changed: {sizes}")
    lines = LICENCE.format(script="generate_regions.py", source=SOURCE).splitlines()
    lines += ["", "/// Facts on regions, each a text that is split when first used.", "enum RegionFacts {",
              "  /// The countries of ISO 3166-1, and `XK`.", '  static let countries = """']
    lines += words(sorted(countries), "    ") + ['    """', ""]
    lines += ["  /// An area or grouping, then the countries and areas it contains.",
              '  static let containment = """']
    for code, members in sorted(contains.items()):
        known = [member for member in sorted(members) if member in countries or member in contains]
        lines += words([code] + known, "    ")
    write("Sources/Segmentation/Regions/RegionFacts.swift", lines + ['    """', "}"])


main()
