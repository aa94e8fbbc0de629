"""Rebuild data/: the rule tables, the snapshots of published tables, the passenger list and the generated cases.

Run it from anywhere: ``python make_data.py [FOLDER]``. The bytes are the same on every run. The three snapshots of
installed packages are only rebuilt where the very version is installed; otherwise the committed file stays.
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

RULE = ["id", "case", "answer", "says", "source", "place", "url", "as_of"]


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """One CSV file with line feeds."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


def rule_rows(table: list) -> list[list[str]]:
    """id, case, answer, says, (source, url, date), place → the columns of a rule table."""
    return [
        [key, case, answer, says, source[0], place, source[1], source[2]]
        for key, case, answer, says, source, place in table
    ]


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
        write(folder / f"rules_{name}.csv", RULE, rule_rows(table))
    write(
        folder / "rules_software.csv",
        ["id", "dependency", "project", "answer", "says", "source", "place", "url", "as_of"],
        ([*row[:5], row[5][0], row[6], row[5][1], row[5][2]] for row in rules.software()),
    )
    write(
        folder / "rules_catalogue.csv",
        ["id", "commercial", "adapt", "share", "on_share", "on_changed", "source", "place", "url", "as_of"],
        ([*row[:6], row[6][0], row[7], row[6][1], row[6][2]] for row in rules.CATALOGUE),
    )
    write(
        folder / "grid.csv",
        ["id", "country", "g_per_kwh", "year", "source", "place", "url", "as_of"],
        (
            [key, country, value, 2023, rules.EMBER[0], "carbon intensity, 2023", rules.EMBER[1], rules.EMBER[2]]
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


def write_published_tables(folder: Path) -> None:
    """Two published licence tables: ScanCode's licence index and the SPDX licence list 3.27.0."""
    index = package_file("license-expression", "30.4.4", "scancode-licensedb-index.json")
    spdx = package_file("reuse", "6.2.0", "resources/licenses.json")
    if index is None or spdx is None:
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
    """Licences that this course's own dependencies declare in their package metadata (snapshot)."""
    path = folder / "dependencies.csv"
    if path.exists():
        return
    rows = []
    for package in [
        "jupyterlab",
        "nbgrader",
        "pandas",
        "matplotlib",
        "ipywidgets",
        "jupytext",
        "typer",
        "rich",
        "msgpack",
        "psutil",
        "numpy",
        "nbformat",
        "nbclient",
        "certifi",
        "tqdm",
        "pathspec",
        "python-dateutil",
        "packaging",
        "typing_extensions",
        "scikit-learn",
        "reuse",
        "text-unidecode",
    ]:
        try:
            found = metadata.metadata(package)
        except metadata.PackageNotFoundError:
            continue
        declared = found.get("License-Expression") or ""
        if not declared:
            classifiers = [
                line.rpartition(":: ")[2] for line in found.get_all("Classifier") or [] if line.startswith("License ::")
            ]
            declared = "; ".join(classifiers)
        rows.append([package, found["Version"], declared])
    write(path, ["package", "version", "declared"], rows)


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
    write_published_tables(folder)
    write_passengers(folder)
    write_dependencies(folder)
    write_triage(folder)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
