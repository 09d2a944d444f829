#!/usr/bin/env bash
# No Swift file over 400 lines, median under 120: prints both, and every file that is too long.
set -euo pipefail
find "$@" -name .build -prune -o -name '*.swift' -type f -print0 \
  | xargs -0 awk 'FNR == 1 && NR > 1 { print lines, name } { lines = FNR; name = FILENAME }
      END { if (NR > 0) print lines, name }' \
  | sort -n \
  | awk -v ceiling=400 -v middle=120 '
      { count[NR] = $1 }
      $1 > ceiling { print "error: " $2 " has " $1 " lines, " ceiling " are allowed"; bad = 1 }
      END {
        if (NR == 0) { print "error: no Swift file found"; exit 1 }
        median = NR % 2 ? count[(NR + 1) / 2] : (count[NR / 2] + count[NR / 2 + 1]) / 2
        print NR " Swift files: longest " count[NR] " lines (at most " ceiling "), median " median " (under " middle ")"
        if (median >= middle) { print "error: the median is not under " middle; bad = 1 }
        exit bad
      }'
