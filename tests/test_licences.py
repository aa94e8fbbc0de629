"""The repository passes its own audit, the one that unit 05 teaches: every file has a licence, and the READMEs say the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import PurePosixPath

import pytest

from tests.conftest import ROOT

SPELLED = {
    "Apache-2.0": r"Apache(-| License,? (Version )?)2\.0",
    "CC0-1.0": r"CC0[ -]1\.0|CC0",
    "CC-BY-4.0": r"CC[ -]BY[ -]4\.0",
    "BSD-3-Clause": r"BSD-3-Clause",
    "LicenseRef-No-Known-Restrictions": r"no known( copyright)? restrictions|public domain",
}
ORIGIN = re.compile(r"origin|made by|made for|drawn by|written by hand|rebuilt by|generated", re.IGNORECASE)


@pytest.fixture(scope="module")
def audit() -> dict[str, list[str]]:
    """Path → licences, of every file that git keeps, as ``reuse lint`` finds them."""
    command = [sys.executable, "-m", "reuse", "lint", "--json"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)
    report = json.loads(run.stdout)
    assert report["summary"]["compliant"], {name: found for name, found in report["non_compliant"].items() if found}
    assert all(file["copyrights"] and file["spdx_expressions"] for file in report["files"])
    return {
        file["path"]: sorted({name for each in file["spdx_expressions"] for name in each["value"].split(" AND ")})
        for file in report["files"]
    }


def test_every_file_has_a_licence_and_a_copyright(audit: dict[str, list[str]]) -> None:
    assert len(audit) > 1000


def test_data_and_figures_are_named_with_origin_and_licence_beside_them(audit: dict[str, list[str]]) -> None:
    seen, wrong = 0, []
    for name, licences in audit.items():
        path = PurePosixPath(name)
        if path.parts[0] != "source" or path.parts[2] not in {"data", "figures"} or path.name == "README.md":
            continue
        seen += 1
        readme = ROOT.joinpath(*path.parts[:3], "README.md")
        told = readme.read_text(encoding="utf-8")
        if path.name not in told and path.parts[3] not in told:
            wrong.append(f"{readme.relative_to(ROOT)} does not name {path.name}")
        if not ORIGIN.search(told):
            wrong.append(f"{readme.relative_to(ROOT)} says of no origin")
        wrong += [
            f"{readme.relative_to(ROOT)} does not say {licence}, the licence of {path.name}"
            for licence in licences
            if not re.search(SPELLED[licence], told)
        ]
    assert wrong == []
    assert seen > 50
