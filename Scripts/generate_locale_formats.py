#!/usr/bin/env python3
"""Writes how each locale formats numbers, money, percentages and days.

Needs Babel 2.18 (`pip install babel==2.18.0`), whose locale data is CLDR 47. What Babel does not carry over
from CLDR is stated below as data. Run it after generate_currencies.py: it keeps the symbols of those currencies.
"""

import multiprocessing
import re

from swift_table import LICENCE, ROOT, visible, wrapped, write

LOCALES = """
ar ar-AE ar-EG ar-SA bg cs da de de-AT de-CH el en en-001 en-AU en-CA en-GB en-IE en-IN en-NZ es es-419 es-AR
es-CL es-CO es-MX es-US et fa fi fr fr-CA fr-CH he hi hr hu id it it-CH ja ko lt lv ms nb nl nl-BE pl pt pt-PT ro ru
sk sl sv th tr uk vi zh zh-Hant zh-Hant-HK
""".split()
# Minimum grouping digits (UTS #35, part 3): 1234 but 12.345. Babel does not keep them.
TWO_GROUPING_DIGITS = "bg es et hu it it-CH lv pl pt-PT sl".split()
# Babel keeps one currency pattern per locale, that of Latin digits; these are CLDR's for the locale's own
# digits.
OWN_DIGIT_CURRENCY = {"arab": "\u200f#,##0.00\xa0¤", "arabext": "\u200e¤#,##0.00"}
# The first of a month before its name, where an ordinal is written for it: CLDR's patterns know none. By language, and by
# locale where it differs.
FIRST_DAY = {"fr": "1er", "it": "1º", "pt": "1º", "pt-PT": None}
ZERO = {"latn": "0", "arab": "٠", "arabext": "۰"}
# A time of day by these letters of UTS #35; B (a flexible period: "in the evening") is written as a (AM, PM).
TIME_LETTERS = "h|hh|H|HH|mm|a"
STYLES = ["full", "long", "medium", "month", "day_month"]
FILES = [("ar", "de-CH"), ("el", "en-NZ"), ("es", "fr-CH"), ("he", "lv"), ("ms", "sk"), ("sl", "zh-Hant-HK")]


def affixes(pattern):
    """Prefix and suffix of a number pattern, and its grouping sizes."""
    number = re.search(r"[#0,.]+", pattern)
    groups = [len(group) for group in number.group().split(".")[0].split(",")[1:]]
    return pattern[:number.start()], pattern[number.end():], groups


def money(pattern, minus):
    """Four affixes: before and after a positive, before and after a negative amount."""
    positive, _, negative = pattern.partition(";")
    prefix, suffix, groups = affixes(positive)
    if not negative:
        return [prefix, suffix, minus + prefix, suffix], groups
    prefix_below, suffix_below, _ = affixes(negative)
    return [prefix, suffix, prefix_below.replace("-", minus), suffix_below.replace("-", minus)], groups


def date_pattern(pattern, era, locale):
    """A pattern with letters y M L d E only: the era is literal text, and weekdays have one form."""
    result = ""
    for piece in re.findall(r"'[^']*'|y+|M+|L+|d+|E+|c+|G+|[a-zA-Z]|[^a-zA-Z']+", pattern):
        if piece[0] == "G":
            result += f"'{era}'"
        elif piece in ("cccc", "EEEE"):
            result += "EEEE"
        elif re.match("[a-zA-Z]", piece) and not re.fullmatch("y|M{1,4}|L{3,4}|d{1,2}", piece):
            raise ValueError(f"{locale}: {piece} in {pattern}")
        else:
            result += piece
    return result


def time_pattern(pattern, locale):
    """A pattern with the letters h H m a only."""
    result = pattern.replace("B", "a")
    for piece in re.findall(r"'[^']*'|([a-zA-Z])(\1*)", result):
        if piece[0] and not re.fullmatch(TIME_LETTERS, piece[0] + piece[1]):
            raise ValueError(f"{locale}: {piece} in {pattern}")
    return result


def record(tag):
    """The locale's lines, `name=value`.

    Runs in a process of its own: Babel's shared data changes as it is read.
    """
    from babel import Locale, __version__

    if __version__ != "2.18.0":
        raise ValueError(f"Babel 2.18.0 is needed for CLDR 47, not {__version__}")
    locale = Locale.parse(tag, sep="-")
    data = locale._data
    system = data["default_numbering_system"]
    symbols = data["number_symbols"][system]
    minus = symbols["minusSign"]
    decimal, group = symbols["decimal"], symbols["group"]
    prefix, suffix, groups = affixes(locale.decimal_formats[None].pattern)
    if prefix or suffix:
        raise ValueError(f"{tag}: a number pattern with text")
    secondary = groups[0] if len(groups) > 1 else groups[-1]
    pattern = OWN_DIGIT_CURRENCY.get(system) or locale.currency_formats["standard"].pattern
    amount, money_groups = money(pattern, minus)
    if money_groups != groups:
        raise ValueError(f"{tag}: money is grouped otherwise than numbers")
    percent_prefix, percent_suffix, _ = affixes(locale.percent_formats[None].pattern)

    lines = [tag]
    if system != "latn":
        lines.append(f"zero={ZERO[system]}")
    lines.append(f"separators={decimal}|{group}")
    own = symbols.get("currencyDecimal", decimal), symbols.get("currencyGroup", group)
    if own != (decimal, group):
        lines.append("money-separators=" + "|".join(own))
    least = 2 if tag in TWO_GROUPING_DIGITS else 1
    lines.append(f"grouping={groups[-1]}|{secondary}|{least}")
    lines.append(f"minus={minus}")
    sign = symbols["percentSign"]
    lines.append(f"percent={percent_prefix.replace('%', sign)}|{percent_suffix.replace('%', sign)}")
    lines.append("money=" + "|".join(amount))

    from_skeletons = {"month": "yMMMM", "day_month": "MMMMd"}
    era = locale.eras["abbreviated"][1]
    raw = {style: str(locale.datetime_skeletons[from_skeletons[style]]) if style in from_skeletons
           else locale.date_formats[style].pattern for style in STYLES}
    patterns = {style: date_pattern(raw[style], era, tag) for style in STYLES}
    lines += [f"{style}={pattern}" for style, pattern in patterns.items()]
    first = FIRST_DAY.get(tag, FIRST_DAY.get(tag.split("-")[0]))
    if first:
        lines.append(f"first-day={first}")
    lines.append("time=" + time_pattern(locale.time_formats["short"].pattern, tag))
    # What stands alone is left out where it is what stands in a date.
    for name, width in [("months", "wide"), ("short-months", "abbreviated")]:
        within, alone = ("|".join(locale.months[context][width][month] for month in range(1, 13))
                         for context in ("format", "stand-alone"))
        lines.append(f"{name}={within}")
        if alone != within:
            lines.append(f"{name}-alone={alone}")
    for name, width in [("weekdays", "wide"), ("short-weekdays", "abbreviated")]:
        names = locale.days["stand-alone" if "cccc" in raw["full"] else "format"][width]
        lines.append(f"{name}=" + "|".join(names[(day + 6) % 7] for day in range(7)))
    periods = locale.day_periods["format"]["abbreviated"]
    lines.append(f"day-periods={periods['am']}|{periods['pm']}")
    currencies = (ROOT / "Sources/PartnerProgram/CurrencyTable.swift").read_text(encoding="utf-8")
    known = set(re.findall(r"\b[A-Z]{3}\b", currencies))
    shown = sorted((code, symbol) for code, symbol in data["currency_symbols"].items()
                   if code in known and code != "XXX" and symbol != code)
    lines.append("symbols=" + "|".join(f"{code} {symbol}" for code, symbol in shown))
    return lines


def main():
    source = "Unicode CLDR 47 by way of Babel 2.18"
    head = LICENCE.format(script="generate_locale_formats.py", source=source).splitlines()
    with multiprocessing.get_context("spawn").Pool(2, maxtasksperchild=1) as pool:
        records = dict(zip(LOCALES, pool.map(record, LOCALES, chunksize=1)))
    names = []
    for first, last in FILES:
        name = "".join(part.capitalize() for part in f"{first}-to-{last}".split("-"))
        names.append(name[0].lower() + name[1:])
        body = head + ["", "extension LocaleTable {", f"  /// From `{first}` to `{last}`.",
                       f"  static let {names[-1]} = ["]
        for tag in LOCALES[LOCALES.index(first):LOCALES.index(last) + 1]:
            body.append('    """')
            for line in records.pop(tag):
                body += wrapped(visible(line), "    ")
            body.append('    """,')
        write(f"Sources/Campaigns/Language/Tables/LocaleTable{name}.swift", body + ["  ]", "}"])
    if records:
        raise ValueError(f"locales in no file: {list(records)}")
    body = head + [
        "", "/// How locales write numbers, money and days: the locale on the first line, then `name=value`.",
        "///", "/// Patterns and their letters are those of UTS #35; `LocaleFormatReader` reads them.",
        "enum LocaleTable {", "  static let records = [", "    " + ", ".join(names[:3]) + ",",
        "    " + ", ".join(names[3:]) + ",", "  ].flatMap(\\.self)", "}"]
    write("Sources/Campaigns/Language/Tables/LocaleTable.swift", body)


if __name__ == "__main__":
    main()
