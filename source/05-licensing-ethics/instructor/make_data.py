"""Rebuild data/: the rule tables, the snapshots of published tables, the passenger list and the generated cases.

Run it from anywhere: ``python make_data.py [FOLDER]``. The bytes are the same on every run. The four tables that come out
of installed packages are only rebuilt where the very version is installed; otherwise the committed file stays.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import rule_tables as rules

SOURCE = ["source", "place", "url", "as_of", "read"]


# What packages declared in their own metadata in November 2026. A test compares the versions that are installed.
DECLARED = [
    ("jupyterlab", "4.6.6", "BSD License"),
    ("nbgrader", "0.9.6", "BSD License"),
    ("pandas", "3.1.1", "BSD-3-Clause"),
    ("matplotlib", "3.11.2", "Python Software Foundation License"),
    ("ipywidgets", "8.1.9", "BSD License"),
    ("jupytext", "1.19.6", "MIT License"),
    ("typer", "0.29.2", "MIT"),
    ("rich", "15.0.0", "MIT License"),
    ("msgpack", "1.2.4", "Apache-2.0"),
    ("psutil", "7.2.2", "BSD-3-Clause"),
    ("numpy", "2.4.6", "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0"),
    ("nbformat", "5.11.1", "BSD License"),
    ("nbclient", "0.11.0", "BSD License"),
    ("certifi", "2026.10.18", "Mozilla Public License 2.0 (MPL 2.0)"),
    ("pathspec", "1.1.1", "Mozilla Public License 2.0 (MPL 2.0)"),
    ("python-dateutil", "4.0.0", "BSD-3-Clause"),
    ("packaging", "26.3", "Apache-2.0 OR BSD-2-Clause"),
    ("typing_extensions", "4.16.0", "PSF-2.0"),
    ("scikit-learn", "1.9.1", "BSD-3-Clause"),
    (
        "reuse",
        "6.2.0",
        "CC0 1.0 Universal (CC0 1.0) Public Domain Dedication; DFSG approved; OSI Approved; Apache Software License; GNU General Public License v3 or later (GPLv3+); Other/Proprietary License",
    ),
]


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """One CSV file with line feeds."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


def sourced(source: rules.Source, place: str) -> list[str]:
    """The columns SOURCE of a rule's row."""
    name, url, as_of, read = source
    return [name, place, url, as_of, read]


def write_rules(folder: Path) -> None:
    """Every rule table."""
    for name, table in {
        "protected": rules.PROTECTED,
        "new_work": rules.NEW_WORK,
        "allowed": rules.ALLOWED,
        "remix": rules.REMIX,
        "kogl": rules.KOGL_RULES,
        "software_use": rules.SOFTWARE_USE,
        "keep": rules.KEEP,
        "robots": rules.ROBOTS,
        "status": rules.STATUS,
        "notices": rules.NOTICES,
    }.items():
        write(
            folder / f"rules_{name}.csv",
            ["id", "case", "answer", "says", *SOURCE],
            ([*row[:4], *sourced(row[4], row[5])] for row in table),
        )
    write(
        folder / "rules_software.csv",
        ["id", "dependency", "project", "answer", "says", *SOURCE],
        ([*row[:5], *sourced(row[5], row[6])] for row in rules.software()),
    )
    write(
        folder / "rules_catalogue.csv",
        ["id", "commercial", "adapt", "share", "on_share", "on_changed", *SOURCE],
        ([*row[:6], *sourced(row[6], row[7])] for row in rules.CATALOGUE),
    )
    write(
        folder / "grid.csv",
        ["id", "country", "g_per_kwh", "year", *SOURCE],
        (
            [key, country, value, 2023, *sourced(rules.EMBER, "carbon intensity, 2023")]
            for key, country, value in rules.GRID
        ),
    )


def package_file(package: str, version: str, ending: str) -> Path | None:
    """A file of an installed package of exactly that version."""
    try:
        if metadata.version(package) != version:
            return None
    except metadata.PackageNotFoundError:
        return None
    for file in metadata.files(package) or []:
        if str(file).endswith(ending):
            return Path(str(file.locate()))
    return None


def write_catalogue(folder: Path) -> None:
    """The licence inventory of bokeh_sampledata 2026.1: facts of its licenses/datasets.json."""
    inventory = package_file("bokeh_sampledata", "2026.1", "licenses/datasets.json")
    if inventory is None:
        return
    public_domain = "LicenseRef-Public-Domain"
    rows = [
        [entry["module"], entry["license_expression"] or public_domain, entry["status"], entry["attribution"] or ""]
        for entry in json.loads(inventory.read_text(encoding="utf-8"))["datasets"]
    ]
    write(folder / "catalogue.csv", ["dataset", "licence", "evidence", "attribution"], rows)


def write_scancode_index(folder: Path) -> None:
    """ScanCode's licence index, from license-expression 30.4.4: rows with an SPDX identifier, no exceptions."""
    index = package_file("license-expression", "30.4.4", "scancode-licensedb-index.json")
    if index is None:
        return
    entries = [
        entry
        for entry in json.loads(index.read_text(encoding="utf-8"))
        if not (entry["spdx_license_key"] or "LicenseRef-").startswith("LicenseRef-")
    ]
    write(
        folder / "scancode_index.csv",
        ["key", "spdx", "category", "deprecated"],
        (
            [entry["license_key"], entry["spdx_license_key"], entry["category"], _yes(entry["is_deprecated"])]
            for entry in entries
            if not entry["is_exception"]
        ),
    )


def write_spdx_list(folder: Path) -> None:
    """The SPDX licence list 3.27.0, from reuse 6.2.0."""
    spdx = package_file("reuse", "6.2.0", "resources/licenses.json")
    if spdx is None:
        return
    listed = json.loads(spdx.read_text(encoding="utf-8"))["licenses"]
    write(
        folder / "spdx_list.csv",
        ["spdx", "osi_approved", "fsf_libre", "deprecated"],
        (
            [
                entry["licenseId"],
                _yes(entry["isOsiApproved"]),
                _yes(entry.get("isFsfLibre", False)),
                _yes(entry["isDeprecatedLicenseId"]),
            ]
            for entry in sorted(listed, key=lambda entry: entry["licenseId"])
        ),
    )


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def write_passengers(folder: Path) -> None:
    """The passengers of the Titanic, without the one row whose class is not known."""
    source = package_file("bokeh_sampledata", "2026.1", "_data/titanic_all.csv")
    if source is None:
        return
    with source.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["class"] != "*"]
    write(
        folder / "passengers.csv",
        ["name", "class", "age", "sex", "survived"],
        (
            [
                row["name"],
                row["class"],
                str(int(float(row["age"]))) if row["age"] else "unknown",
                row["sex"],
                "yes" if row["survived"] == "1" else "no",
            ]
            for row in rows
        ),
    )


def write_dependencies(folder: Path) -> None:
    """Licences that this course's own dependencies declare in their package metadata."""
    write(folder / "dependencies.csv", ["package", "version", "declared"], DECLARED)


def write_triage(folder: Path) -> None:
    """Patients offered a care programme by a score: generated, with costs as a proxy for need."""
    import numpy

    random = numpy.random.default_rng(505)
    rows = []
    for clinic, size, need, access in (("north", 900, 0.34, 1.0), ("south", 600, 0.46, 0.72), ("island", 9, 0.44, 0.6)):
        for _ in range(size):
            ill = bool(random.random() < need)
            score = random.normal(0.62 if ill else 0.36, 0.16) * (0.55 + 0.45 * access)
            rows.append([clinic, "yes" if ill else "no", f"{min(max(score, 0.0), 1.0):.3f}"])
    random.shuffle(rows)
    write(folder / "triage.csv", ["clinic", "needs_care", "score"], rows)


def main(folder: Path = Path(__file__).parent.parent / "data") -> None:
    """Write every file of data/ into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    write_rules(folder)
    write_catalogue(folder)
    write_scancode_index(folder)
    write_spdx_list(folder)
    write_passengers(folder)
    write_dependencies(folder)
    write_triage(folder)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
