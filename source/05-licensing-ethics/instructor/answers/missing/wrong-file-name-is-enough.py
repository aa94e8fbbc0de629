# loses missing-tests: "a row for another folder"
import csv
import fnmatch
import re

TAGS = {"Title:": "title", "Author:": "author", "SPDX-FileCopyrightText:": "author", "Source:": "source", "SPDX-License-Identifier:": "licence"}


def fields_of(text):
    found = {}
    for line in (text or "").splitlines()[:20]:
        for tag, field in TAGS.items():
            value = line.partition(tag)[2].strip()
            value = value.removesuffix("-->").removesuffix("*/").strip()
            if value and field not in found:
                found[field] = value
    return found


def missing(files):
    """path → what is missing of title, author, source, licence and the licence's text."""
    table = list(csv.DictReader((files.get("CREDITS.csv") or "").splitlines()))
    result = {}
    for path, text in files.items():
        if path.endswith(".license") or path == "CREDITS.csv" or path.startswith("LICENSES/"):
            continue
        places = [fields_of(text), fields_of(files.get(path + ".license"))]
        for row in table:
            if fnmatch.fnmatchcase(path, row["path"]) or fnmatch.fnmatchcase(path.rsplit("/", 1)[-1], row["path"]):
                places.append({f: row[f].strip() for f in ("title", "author", "source", "licence") if (row[f] or "").strip()})
        gone = [f for f in ("title", "author", "source", "licence") if not any(f in place for place in places)]
        licence = next((place["licence"] for place in places if "licence" in place), "")
        names = [t for t in re.findall(r"[^\s()]+", licence) if t not in ("AND", "OR", "WITH")]
        if any(f"LICENSES/{name}.txt" not in files for name in names):
            gone.append("licence-text")
        if gone:
            result[path] = sorted(gone)
    return result
