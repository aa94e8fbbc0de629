"""Verdicts on shell scripts: what a script printed, its exit status, and what it left of the tree.

A test cell runs a script on a tree of plain data and asks the run:

>>> run = run_script("biggest.sh", {"a b.txt": "hello"}, kind="a name with spaces")  # doctest: +SKIP
>>> run.prints("a b.txt\\n")                                                         # doctest: +SKIP
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbook.check.failure import Failure
from workbook.check.shell.script_box import has_shell, observe_script
from workbook.check.shell.tree_words import shown, text_difference, tree_differences, tree_in_words
from workbook.check.shell.trees import Tree, twins, whole_tree

MOST_SENTENCES = 3
STUB_STATUS = 99
ONLY_BASH = re.compile(
    r"Syntax error|Bad substitution|(\[\[|mapfile|readarray|declare|shopt|source): not found|pipefail"
)
"""What dash says of a script that only bash understands."""


@dataclass(frozen=True)
class Run:
    """One run of a script, and the questions a test may ask about it; each raises Failure when the answer is no."""

    what: str
    status: int
    out: str
    err: str
    before: Tree
    after: Tree
    seconds: float = 0.0
    requests: list[list[Any]] = field(default_factory=list)
    running: list[list[str]] = field(default_factory=list)
    same_files: list[list[str]] = field(default_factory=list)
    command: str = ""

    def fail(self, message: str, look: str = "") -> None:
        """Say what is wrong with this run, with the telling line of its standard error and what it was given beside it."""
        lines = [f"{self.what}: {message}"]
        if self.err.strip() and "standard error" not in message:
            lines.append(f"  standard error: {self._telling_line()}")
        if self.command:
            lines.append(
                f"  given: {self.command}"
                + (f", with {tree_in_words(self.before, about=message)}" if self.before else "")
            )
        if not look and self.what.endswith(", run by dash") and ONLY_BASH.search(self.err):
            look = "what only bash has: plain sh has no `[[`, no arrays, no `(( ))`, no `${name//a/b}` and no `mapfile`"
        raise Failure(_without_placeholders("\n".join(lines)), look=look)

    def _telling_line(self) -> str:
        """The line of standard error that tells most: a traceback's last, else the first."""
        said = self.err.strip().splitlines()
        return shown(said[-1 if said[0].startswith("Traceback") else 0], 160)

    def that(self, holds: bool, message: str, look: str = "") -> None:
        """Something else holds of this run."""
        if not holds:
            self.fail(message, look)

    def prints(self, expected: str, look: str = "") -> None:
        """Standard output is this text, to the byte."""
        if self.out != expected:
            self.fail(f"standard output: {text_difference(expected, self.out)}", look)

    def is_quiet(self, look: str = "") -> None:
        """Nothing came on standard error."""
        if self.err:
            said = self._telling_line() if self.err.strip() else shown(self.err, 160)
            self.fail(f"standard error should be empty, and says {said}", look)

    def complains(self, *words: str, look: str = "") -> None:
        """Standard error says something, with these words in it (case ignored)."""
        if not self.err.strip():
            self.fail("standard error is empty, expected a message there", look)
        for word in words:
            if word.lower() not in self.err.lower():
                self.fail(f"standard error should say {shown(word)}, and says {shown(self.err.strip(), 160)}", look)

    def exits(self, status: int, look: str = "") -> None:
        """The exit status is this number."""
        if self.status != status:
            came = f"{self.status}" if self.status >= 0 else f"{128 - self.status} (killed by signal {-self.status})"
            self.fail(f"exit status {came}, expected {status}", look)

    def fails(self, look: str = "") -> None:
        """The exit status isn't 0."""
        if self.status == 0:
            self.fail("exit status 0, though it could not do its work; expected another one", look)

    def leaves(self, expected: Mapping[str, Any], look: str = "") -> None:
        """The whole tree is this one afterwards: names, kinds, bytes and modes (a mode of None: any)."""
        found = tree_differences(expected, self.after)
        found += [
            f"{' and '.join(map(shown, names))} are one file with {len(names)} names (hard links), expected a copy"
            for names in self.same_files
            if sorted(names) not in twins(self.before)
        ]
        if found:
            more = len(found) - MOST_SENTENCES
            text = "; ".join(found[:MOST_SENTENCES]) + (f"; and {more} more" if more > 0 else "")
            self.fail(text, look)

    def changes_nothing(self, look: str = "") -> None:
        """The whole tree is as it was."""
        self.leaves(self.before, look)

    def succeeds(self, look: str = "") -> None:
        """Exit status 0 and nothing on standard error."""
        self.exits(0, look)
        self.is_quiet(look)

    def answers(self, out: str = "", tree: Mapping[str, Any] | None = None, look: str = "") -> None:
        """The usual verdict: this output, this tree (None: unchanged), exit status 0, no error messages."""
        self.prints(out, look)
        self.leaves(self.before if tree is None else tree, look)
        self.succeeds(look)

    def file(self, path: str) -> str:
        """The text of a file that the script should have left."""
        entry = self.after.get(path)
        if entry is not None and entry[0] == "unseen":
            self.fail(f"the file {shown(path)} can't be looked at: {entry[2]}")
        if entry is None or entry[0] != "file":
            self.fail(f"there is no file {shown(path)}")
        assert entry is not None
        text: str = entry[2].decode("utf-8", "backslashreplace")
        return text


def run_script(
    name: str,
    tree: Mapping[str, Any] | None = None,
    args: Sequence[str] = (),
    *,
    kind: str = "",
    stdin: str | bytes = b"",
    env: Mapping[str, str] | None = None,
    inside: str = "",
    shell: str = "bash",
    seconds: float = 5.0,
    file_kb: int = 8_192,
    **companions: Any,
) -> Run:
    """Run the script *name* in *tree*, with limits, and return what came of it.

    *kind* says, for the messages, what is special about this tree. ``{root}`` in args and env becomes the tree's
    absolute path, ``{url}`` the address of the web server; see script_box.observe_script for the companions.

    Raises Failure when the script is missing, is still the stub, or had to be stopped.
    """
    before = whole_tree(tree or {})
    request = {
        "name": name,
        "tree": before,
        "args": list(args),
        "stdin": stdin.encode() if isinstance(stdin, str) else stdin,
        "env": dict(env or {}),
        "inside": inside,
        "shell": shell,
        "seconds": seconds,
        "file_kb": file_kb,
        **companions,
    }
    seen = observe_script(request)
    what = f"{name}, with {kind}" if kind else name
    what += "" if shell == "bash" else f", run by {shell}"
    if seen["missing"]:
        raise Failure(
            f"there is no script {name}", look=f"the cell that begins with `%%writefile {name}`: run it first"
        )
    root = seen["root"]
    run = Run(
        what=what,
        status=seen["status"],
        out=_text(seen["stdout"], root),
        err=_text(seen["stderr"], root),
        before=before,
        after=seen["tree"],
        seconds=seen["seconds"],
        requests=seen["requests"],
        running=seen["running"],
        same_files=seen["same_files"],
        command=_command(name, args, shell, request["env"]),
    )
    _stopped(run, seen, seconds)
    if run.status == STUB_STATUS and not run.out and not run.err:
        raise Failure(f"{name} is still the stub", look="the cell above: write the script, run the cell, run this one")
    return run


def _command(name: str, args: Sequence[str], shell: str, env: Mapping[str, str]) -> str:
    """The run as it would be typed, for a message; variables that hold a path, which is this machine's, are left out."""
    variables = [f"{variable}={_typed(value)}" for variable, value in env.items() if "/" not in value]
    return " ".join([*variables, shell, name, *map(_typed, args)])


def _typed(text: str) -> str:
    return text if text.replace("-", "").isalnum() else shown(text)


def _text(content: bytes, root: str) -> str:
    """What was printed, without the places that were made up for the run: a script is called by its name."""
    text = content.decode("utf-8", "backslashreplace").replace(root, "{root}")
    base = root.rpartition("/")[0]
    return text.replace(f"{base}/bin/", "").replace(base, "{run}")


def _without_placeholders(message: str) -> str:
    """A message with ``/…`` for the folders that were made up for the run: a student never saw their placeholders."""
    return message.replace("{root}", "/…").replace("{run}", "/…")


def _stopped(run: Run, seen: Mapping[str, Any], seconds: float) -> None:
    if seen["too_many"] or "fork: retry" in run.err or "Cannot fork" in run.err:
        run.fail("stopped: it started too many processes", "a function or a loop that starts itself again")
    if seen["too_much"]:
        run.fail("stopped: it printed too much", "a loop that never ends")
    if seen["timed_out"]:
        run.fail(
            f"stopped after {seconds:g} seconds: it had not ended",
            "a loop that never ends, a command that waits for a sleeping child, or one that reads the keyboard; or a slow "
            "way, such as a program that is started again for each line",
        )
    if seen["left_running"]:
        run.fail("it left a process running in the background")


def shells() -> list[str]:
    """The shells that a script written for ``sh`` is run with: bash, and dash where it is installed."""
    return ["bash", *(shell for shell in ("dash",) if has_shell(shell))]
