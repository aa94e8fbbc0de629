# loses missing-tests: "a companion without the file's ending"
import csv
import fnmatch


def missing(files):
    tags = [
        ("Title:", "title"), ("Author:", "author"), ("SPDX-FileCopyrightText:", "author"),
        ("Source:", "source"), ("SPDX-License-Identifier:", "licence"),
    ]

    def fields(text):
        found = {}
        for line in (text or "").splitlines()[:20]:
            for tag, name in tags:
                value = line.partition(tag)[2].strip()
                value = value.removesuffix("-->").removesuffix("*/").strip()
                if value and name not in found:
                    found[name] = value
        return found

    table = list(csv.DictReader((files.get("CREDITS.csv") or "").splitlines()))
    result = {}
    for path, text in files.items():
        if path.endswith(".license") or path == "CREDITS.csv" or path.startswith("LICENSES/"):
            continue
        places = [fields(text), fields(files.get(path.rsplit(".", 1)[0] + ".license") or files.get(path + ".license"))]
        for row in table:
            if fnmatch.fnmatchcase(path, row["path"]):
                places.append({key: (value or "").strip() for key, value in row.items() if key != "path"})
        have = {}
        for place in places:
            for name, value in place.items():
                if value and name not in have:
                    have[name] = value
        lost = [name for name in ("title", "author", "source", "licence") if name not in have]
        names = have.get("licence", "").replace("(", " ").replace(")", " ").split()
        if any(f"LICENSES/{n}.txt" not in files for n in names if n not in ("AND", "OR", "WITH")):
            lost.append("licence-text")
        if lost:
            result[path] = sorted(lost)
    return result
