"""Events that hidden tests of lesson 5 send to a workflow: each kind that the text names, with drawn names and files."""

from __future__ import annotations

import numpy as np

from hidden.ship_folders import WORDS
from ship_events import Event


def events(rng: np.random.Generator) -> list[tuple[str, Event]]:
    """Pushes of code to main (beside docs, too), pull requests, tags of versions and other tags."""
    a, b, c = (str(word) for word in rng.choice(WORDS, 3, replace=False))
    number, later = int(rng.integers(3, 7)), int(rng.integers(70, 100))  # neither begins with 1 or 2, nor both alike
    return [
        (f"a push to main of app/{a}.py", Event("push", "refs/heads/main", (f"app/{a}.py",))),
        (f"a push to main of docs/{a}.md and {b}.py", Event("push", "refs/heads/main", (f"docs/{a}.md", f"{b}.py"))),
        (f"a push to main of {a}.mdx", Event("push", "refs/heads/main", (f"{a}.mdx",))),
        (f"a push to main of app/docs/{a}.py", Event("push", "refs/heads/main", (f"app/docs/{a}.py",))),
        (
            f"a push to main of .github/workflows/{c}.yml",
            Event("push", "refs/heads/main", (f".github/workflows/{c}.yml",)),
        ),
        (f"a pull request from the branch {a}/{b}", Event("pull_request", f"refs/heads/{a}/{b}", (f"model/{c}.json",))),
        (f"a pull request from the branch v{number}", Event("pull_request", f"refs/heads/v{number}", (f"app/{c}.py",))),
        (
            f"a pull request that changes only docs/{b}.md",
            Event("pull_request", f"refs/heads/{b}", (f"docs/{b}.md",)),
        ),
        (
            f"a pull request of a fork that changes only {c}.md",
            Event("pull_request", f"refs/heads/{a}", (f"{c}.md",), fork=True),
        ),
        (
            f"a pull request of a fork, from its branch {c}",
            Event("pull_request", f"refs/heads/{c}", (f"app/{a}.py",), fork=True),
        ),
        (
            "a pull request of a fork that changes a test",
            Event("pull_request", "refs/heads/main", (f"tests/{b}.py",), fork=True),
        ),
        (f"a push of the tag v{number}.0.1", Event("push", f"refs/tags/v{number}.0.1", (f"app/{b}.py",))),
        (f"a push of the tag v{later} at a commit of docs", Event("push", f"refs/tags/v{later}", (f"docs/{a}.md",))),
    ]


def words(rng: np.random.Generator) -> list[Event]:
    """Pushes to main that change nothing but words."""
    a, b, c = (str(word) for word in rng.choice(WORDS, 3, replace=False))
    return [
        Event("push", "refs/heads/main", (f"{a}.md",)),
        Event("push", "refs/heads/main", (f"app/{b}/{c}.md",)),
        Event("push", "refs/heads/main", (f"docs/{a}.png",)),
        Event("push", "refs/heads/main", (f"docs/{b}/{c}/{a}.py", "README.md")),
    ]


def failures(rng: np.random.Generator) -> list[tuple[str, Event]]:
    """(command that fails, tag): each of the three, for a drawn version."""
    number = int(rng.integers(3, 10))
    return [(task, Event("push", f"refs/tags/v{number}.1")) for task in ("test", "image", "scan")]


def other_tags(rng: np.random.Generator) -> list[Event]:
    """Tags that don't begin with v, though some hold one."""
    a = str(rng.choice(WORDS))
    return [
        Event("push", f"refs/tags/{name}")
        for name in (f"nightly-{rng.integers(1, 99)}", f"data-{a}-v2", "av1.0", "1.0.v3")
    ]
