"""Takes the pictures of README.md and docs/student.md anew, from a real JupyterLab: ``python tools/pictures.py``.

The browser tests write them on their way, so no picture shows what no test does. They are made small here: few colours,
no dithering. docs/images/course-vscode.png is not among them: VS Code is no part of the tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
TESTS = [f"tests/browser/test_{name}.py" for name in ("course", "another_day", "explaining", "student")]
NAMES = {"2-layers-lesson": "lesson", "2-layers-failure": "failure"}  # those whose test calls them otherwise
MOST = 60_000  # bytes


def shrink(picture: Path, target: Path) -> int:
    """Write *picture* with as many colours as there is room for; its size."""
    with Image.open(picture) as found:
        for colours in (128, 64, 32, 16):
            few = found.convert("RGB").quantize(colours, dither=Image.Dither.NONE)
            few.save(target, optimize=True)
            if target.stat().st_size <= MOST:
                break
    return target.stat().st_size


def main() -> int:
    """Run the tests, take over the pictures that a document shows; the tests' exit code."""
    documents = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    shown = " ".join(document.read_text(encoding="utf-8") for document in documents)
    with tempfile.TemporaryDirectory() as folder:
        code = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *TESTS],
            cwd=ROOT, env={**os.environ, "WORKBOOK_SCREENSHOTS": folder}, check=False,
        ).returncode  # fmt: skip
        for picture in sorted(Path(folder).glob("*.png")):
            target = IMAGES / f"{NAMES.get(picture.stem, picture.stem)}.png"
            if f"images/{target.name}" in shown:
                print(f"{target.relative_to(ROOT)}: {shrink(picture, target) / 1000:.0f} kB")
    return code


if __name__ == "__main__":
    sys.exit(main())
