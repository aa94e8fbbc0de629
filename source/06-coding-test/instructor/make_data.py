"""Rebuild data/: the faulty loops as they are handed out, sides of networks, small problems for the published tests.

Run from anywhere: ``python source/06-coding-test/instructor/make_data.py [FOLDER]``. The bytes are the same on every run.
"""

from __future__ import annotations

import json
import string
import sys
from pathlib import Path
from typing import Any

import torch

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data"
if __name__ == "__main__":
    sys.path.append(str(HERE.parent))  # the unit's own Python; hidden lies beside this file

import papers  # noqa: E402
from hidden import looks, loops, networks  # noqa: E402

LETTERS = string.ascii_letters
SEED = 6


def handed_out(paper: str) -> dict[str, Any]:
    """The loops of *paper*, a letter a line: lines in alphabetical order, and what the published tests look at in each."""
    made = loops.handed_out(paper)
    lines = sorted({line for one in made for line in one.text.splitlines()})
    letters = dict(zip(lines, LETTERS, strict=False))
    seen = [[sorted(share, key=loops.EASY.index) for share in loops.shares(one.behaviours)[:2]] for one in made]
    kinds = [json.loads(kind) for kind in sorted({json.dumps(pair) for pair in seen})]
    words = ["".join(letters[line] for line in one.text.splitlines()) for one in made]
    return {
        "letters": "".join(letters.values()),
        "lines": lines,
        "looks": kinds,
        "loops": [[kinds.index(pair), word] for pair, word in zip(seen, words, strict=True)],
    }


def problems(paper: str) -> dict[str, Any]:
    """What the published tests of part C run a loop on."""
    generator = torch.Generator().manual_seed(SEED)
    return {kind: _plain(looks.problem(generator, paper, kind)) for kind in ("plain", "blank")}


def _plain(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return _plain(value.tolist())
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value


def to_json(content: dict[str, Any]) -> str:
    """A line for each paper, or what else the file has at its top."""
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(said)}" for name, said in content.items()) + "\n}\n"


def main(folder: Path = DATA) -> None:
    """Write every file of data/ into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "loops.json": {paper: handed_out(paper) for paper in papers.PAPERS},
        "problems.json": {paper: problems(paper) for paper in papers.PAPERS},
        "sides.json": networks.table(),
    }
    for name, content in files.items():
        (folder / name).write_text(to_json(content), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
