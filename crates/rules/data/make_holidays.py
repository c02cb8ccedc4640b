"""Prints holidays.txt: python3 make_holidays.py holidays.csv DATE > holidays.txt

Days, English names and effects come from the CSV (country, subdivision, date, weekday, name,
name_en, effect, source); names in the country's own language come from the `holidays` package
of the same version, where it knows the day.
"""
import collections
import csv
import sys

import holidays

rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
first, last = min(r["date"] for r in rows)[:4], max(r["date"] for r in rows)[:4]
years = range(int(first), int(last) + 1)
known = {}


def local_name(row):
    place = (row["country"], row["subdivision"])
    if place not in known:
        language = holidays.country_holidays(place[0]).default_language
        known[place] = holidays.country_holidays(
            place[0], subdiv=place[1] or None, years=years, language=language
        )
    return known[place].get(row["date"], row["name_en"])


def tokens(dates):
    """Runs of the same month and day: `01-01` in every year, `2026..2035/10-04`, `2024/04-01`."""
    by_day = collections.defaultdict(list)
    for date in sorted(dates):
        by_day[date[5:]].append(int(date[:4]))
    out = []
    for day, found in by_day.items():
        if found == list(years):
            out.append((str(years[0]) + day, day))
            continue
        while found:
            end = 1
            while end < len(found) and found[end] == found[0] + end:
                end += 1
            span = str(found[0]) if end == 1 else f"{found[0]}..{found[end - 1]}"
            out.append((str(found[0]) + day, f"{span}/{day}"))
            found = found[end:]
    return " ".join(token for _, token in sorted(out))


groups = collections.defaultdict(list)
for row in rows:
    assert "|" not in row["name_en"] and row["effect"] in ("holiday", "add", "lacks")
    effect = "lacks" if row["effect"] == "lacks" else ""
    key = (row["country"], row["subdivision"], effect, row["name_en"], local_name(row))
    groups[key].append(row["date"])

print(f"# Public holidays. Made by make_holidays.py from {rows[0]['source']}; see README.md.")
print(f"version {sys.argv[2]}")
print(f"years {first}..{last}")
for key, dates in sorted(groups.items()):
    print("|".join(key) + "|" + tokens(dates))
