import fnmatch
import re


def value_of(lines, tags):
    for line in lines[:20]:
        for tag in tags:
            before, found, after = line.partition(tag)
            after = after.strip()
            for closing in ("-->", "*/"):
                if after.endswith(closing):
                    after = after[: -len(closing)].strip()
            if found and after:
                return after
    return ""


def missing(files):
    wanted = (("title", ("Title:",)), ("author", ("Author:", "SPDX-FileCopyrightText:")), ("source", ("Source:",)), ("licence", ("SPDX-License-Identifier:",)))
    result = {}
    for path in sorted(files):
        if path.endswith(".license") or path.startswith("LICENSES/") or path == "CREDITS.csv":
            continue
        values = {}
        for field, tags in wanted:
            for text in (files[path], files.get(path + ".license")):
                values[field] = values.get(field) or value_of((text or "").splitlines(), tags)
            if not values[field] and files.get("CREDITS.csv"):
                for row in csv.DictReader(files["CREDITS.csv"].splitlines()):
                    if fnmatch.fnmatchcase(path, row["path"]):
                        values[field] = values[field] or row[field].strip()
        lacking = [field for field, value in values.items() if not value]
        names = [name for name in re.split(r"[\s()]+", values["licence"]) if name and name not in {"AND", "OR", "WITH"}]
        if [name for name in names if f"LICENSES/{name}.txt" not in files]:
            lacking.append("licence-text")
        if lacking:
            result[path] = sorted(lacking)
    return result
