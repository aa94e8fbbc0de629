# loses missing-tests: "a row for another folder"
import fnmatch
import re


def missing(files):
    """path → what is missing of title, author, source, licence and the licence's text."""
    tags = {
        "title": ["Title:"],
        "author": ["Author:", "SPDX-FileCopyrightText:"],
        "source": ["Source:"],
        "licence": ["SPDX-License-Identifier:"],
    }

    def fields(text):
        found = {}
        for line in (text or "").splitlines()[:20]:
            for field, names in tags.items():
                for tag in names:
                    value = line.partition(tag)[2].strip()
                    value = value.removesuffix("-->").removesuffix("*/").strip()
                    if value:
                        found.setdefault(field, value)
        return found

    credits = list(csv.DictReader(files["CREDITS.csv"].splitlines())) if "CREDITS.csv" in files else []
    result = {}
    for path, text in files.items():
        if path.endswith(".license") or path == "CREDITS.csv" or path.startswith("LICENSES/"):
            continue
        found = {}
        for row in credits:
            if fnmatch.fnmatchcase(path, '*' + row["path"]):
                found |= {field: row[field] for field in tags if row[field].strip()}
        found |= fields(files.get(path + ".license")) | fields(text)
        lacking = [field for field in tags if field not in found]
        names = set(re.findall(r"[^\s()]+", found.get("licence", ""))) - {"AND", "OR", "WITH"}
        if any(f"LICENSES/{name}.txt" not in files for name in names):
            lacking.append("licence-text")
        if lacking:
            result[path] = sorted(lacking)
    return result
