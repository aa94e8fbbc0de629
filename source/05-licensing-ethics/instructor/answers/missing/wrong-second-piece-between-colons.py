# loses missing-tests: "a colon before the tag, and a tag without a value"
import csv
import fnmatch
import io
import re

TAGS = {
    "title": ("Title:",),
    "author": ("Author:", "SPDX-FileCopyrightText:"),
    "source": ("Source:",),
    "licence": ("SPDX-License-Identifier:",),
}


def fields_of(text):
    found = {}
    for line in (text or "").split("\n")[:20]:
        for field, tags in TAGS.items():
            for tag in tags:
                if tag in line:
                    value = line.split(":")[1].strip()
                    value = re.sub(r"(-->|\*/)$", "", value).strip()
                    if value:
                        found.setdefault(field, value)
    return found


def missing(files):
    rows = list(csv.DictReader(io.StringIO(files.get("CREDITS.csv") or "", newline="")))
    result = {}
    for path, text in files.items():
        if path == "CREDITS.csv" or path.endswith(".license") or path.startswith("LICENSES/"):
            continue
        places = [fields_of(text), fields_of(files.get(path + ".license"))]
        for row in rows:
            if fnmatch.fnmatchcase(path, row["path"]):
                places.append({f: row[f].strip() for f in TAGS if (row[f] or "").strip()})
        lacking = [f for f in TAGS if not any(f in place for place in places)]
        licence = next((place["licence"] for place in places if "licence" in place), "")
        names = set(re.findall(r"[^\s()]+", licence)) - {"AND", "OR", "WITH"}
        if any(f"LICENSES/{name}.txt" not in files for name in names):
            lacking.append("licence-text")
        if lacking:
            result[path] = sorted(lacking)
    return result
