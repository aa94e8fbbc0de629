import fnmatch
import re

TAG = re.compile(r"(Title|Author|SPDX-FileCopyrightText|Source|SPDX-License-Identifier):[ \t]*(?!-->|\*/)(\S.*?)[ \t]*(?:-->|\*/)?[ \t]*$", re.MULTILINE)
FIELD = {"Title": "title", "Author": "author", "SPDX-FileCopyrightText": "author", "Source": "source", "SPDX-License-Identifier": "licence"}


def read_notice(text):
    head = "\n".join((text or "").splitlines()[:20])
    return {FIELD[match[1]]: match[2].strip() for match in TAG.finditer(head)}


def missing(files):
    rows = list(csv.DictReader((files.get("CREDITS.csv") or "").splitlines()))
    report = {}
    for path in files:
        if path == "CREDITS.csv" or path.endswith(".license") or path.startswith("LICENSES/"):
            continue
        fields = {}
        for row in rows:
            if fnmatch.fnmatchcase(path, row["path"]):
                fields |= {name: value for name, value in row.items() if name != "path" and value.strip()}
        fields |= read_notice(files.get(f"{path}.license"))
        fields |= read_notice(files[path])
        lacking = {"title", "author", "source", "licence"} - set(fields)
        words = re.sub(r"[()]", " ", fields.get("licence", "")).split()
        if not all(f"LICENSES/{word}.txt" in files for word in words if word not in ("AND", "OR", "WITH")):
            lacking.add("licence-text")
        if lacking:
            report[path] = sorted(lacking)
    return report
