# loses missing-tests: "a licence called MIT, whose text is mit"
import csv
import fnmatch
import re


def missing(files):
    tags = {
        "Title:": "title",
        "Author:": "author",
        "SPDX-FileCopyrightText:": "author",
        "Source:": "source",
        "SPDX-License-Identifier:": "licence",
    }

    def fields(text):
        found = {}
        for line in (text or "").splitlines()[:20]:
            for tag, name in tags.items():
                before, there, value = line.partition(tag)
                value = value.strip().removesuffix("-->").removesuffix("*/").strip()
                if there and value:
                    found.setdefault(name, value)
        return found

    table = list(csv.DictReader((files.get("CREDITS.csv") or "").splitlines()))
    result = {}
    for path, text in files.items():
        if path.endswith(".license") or path == "CREDITS.csv" or path.startswith("LICENSES/"):
            continue
        places = [fields(text), fields(files.get(path + ".license"))]
        for row in table:
            if fnmatch.fnmatchcase(path, row["path"]):
                places.append({k: v for k, v in row.items() if (v or "").strip()})
        have = {}
        for place in places:
            for name, value in place.items():
                have.setdefault(name, value)
        lost = [f for f in ("title", "author", "source", "licence") if f not in have]
        if "licence" in have:
            words = re.split(r"[\s()]+", have["licence"])
            names = [x for x in words if x and x not in ("AND", "OR", "WITH")]
            if any(f"licenses/{x}.txt".lower() not in {p.lower() for p in files} for x in names):
                lost.append("licence-text")
        if lost:
            result[path] = sorted(lost)
    return result
