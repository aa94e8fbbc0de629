"""Redraw figures/: ``python make_figures.py [FOLDER]``. The same bytes on every run."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the unit's own Python

import licences


def remix(sources: list[str], new: str) -> tuple[str, str]:
    """The chart of one source, as Creative Commons publishes it."""
    (source,) = sources
    old, target = ({*name.split()[1].split("-")} if "CC0" not in name else set() for name in (source, new))
    if "ND" in old or ("SA" in old and old != target):
        return "no", ""
    if ("NC" in old and "NC" not in target) or (old and not target):
        return "not recommended", ""
    return "ok", ""


def main(folder: Path = Path(__file__).parent.parent / "figures") -> None:
    """Write every figure into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "remix.svg").write_text(licences.single(remix), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
