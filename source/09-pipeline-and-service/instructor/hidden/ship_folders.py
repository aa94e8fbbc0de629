"""Folders that hidden tests of lesson 5 ship: other names in the places that the text speaks of."""

from __future__ import annotations

import numpy as np

import ship_project
from ship_build import File

WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath", "islet", "jetty", "knoll", "larch")


def _words(rng: np.random.Generator, count: int) -> list[str]:
    return [str(word) for word in rng.choice(WORDS, count, replace=False)]


def listing(rng: np.random.Generator) -> list[str]:
    """Paths with every kind that must be hidden and must be seen, at the top and deeper, in a drawn order."""
    a, b, c, d = _words(rng, 4)
    paths = [
        ".git/config", f".git/refs/heads/{a}", f"data/{a}.csv", f"data/{b}/{c}.parquet", f"notebooks/{c}.ipynb", f"notebooks/{a}/{b}.py", f"tests/{d}/test_{a}.py", "tests/conftest.py",
        ".env", f".env.{a}", f"app/.env.{b}", f"app/{a}/.env", f"app/{a}/{b}/.env.{c}", f"model/.env.{d}", f"model/{b}/.env",
        f"{a}.pem", f"app/{c}.pem", f"app/{a}/{d}/{b}.pem", f"model/{d}.pem",
        f"__pycache__/{a}.cpython-312.pyc", f"app/__pycache__/{b}.cpython-312.pyc", f"app/{a}/{b}/__pycache__/{c}.cpython-312.pyc", f"model/__pycache__/{d}.txt",
        "app/.env.example", f"app/{c}/.env.example", f"app/{c}/{d}/.env.example",
        "requirements.txt", "app/__init__.py", f"app/{a}.py", f"app/{b}/{c}/{d}.html", f"app/data/{a}.json", f"app/tests/{b}.py", f"app/notebooks/{d}.py", f"app/{a}/env.py", f"app/{b}/environment",
        f"app/.envoy/{c}.yaml", f"app/{a}/pem.py", f"app/{d}.pem.md", f"app/{c}.env", f"app/{b}__pycache__/{c}.py", f"app/.{c}", f"app/{b}/.gitkeep", f"model/{c}.json", f"model/data/{a}.bin", f"model/{a}/{b}.txt", f"model/{d}.md", f"app/{d}/README.md",
    ]  # fmt: skip
    return [paths[place] for place in rng.permutation(len(paths))]


def project(rng: np.random.Generator) -> tuple[dict[str, File], str, list[str]]:
    """(context, token, files whose change alone must install nothing): more modules, packages and strangers' files."""
    a, b, c, d, e = _words(rng, 5)
    token = "fp-" + "".join(rng.choice(list("abcdefghkmnpqrstuvwxyz23456789"), 12))
    context = dict(ship_project.CONTEXT)
    lines = [
        f"pydantic==2.{rng.integers(5, 12)}.{rng.integers(0, 9)}",
        f"numpy==2.{rng.integers(1, 4)}.{rng.integers(0, 9)}",
        f"fellpost-{a}==0.{rng.integers(1, 9)}.1",
    ]
    context["requirements.txt"] = File(
        ship_project.REQUIREMENTS.replace("scikit-learn==1.7.2\n", "") + "\n".join(lines) + "\n"
    )
    context["pip.conf"] = File(f"[global]\nextra-index-url = https://build:{token}@pkg.fellpost.example/simple\n")
    context[f"app/{b}/{c}.py"] = File(f"# {b} {c}")
    context[f"app/templates/{d}.html"] = File(f"<p>{d}</p>")
    context[f"model/{e}.json"] = File(f"coefficients of {e}", 20)
    context[f"model/depots/{a}.txt"] = File(f"names of {a}")
    context[f"{c}.txt"] = File(f"a note of {c}")
    context[f"app_{d}/old.py"] = File("# an old copy")
    context[f"models/{b}.bin"] = File(f"somebody else's {b}")
    context[f"requirements-{e}.txt"] = File(f"# for {e} only\n")
    return context, token, [f"app/{b}/{c}.py", f"model/{e}.json", "README.md"]
