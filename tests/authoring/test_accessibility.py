"""`workbook build` refuses pictures without words, headings out of order and links that don't say where they lead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authoring.test_text import HEADER
from workbook.authoring.text import parse


def mistakes(*lines: str) -> list[str]:
    cell = "\n".join(["# %% [markdown]", *(f"# {line}".rstrip() for line in lines)]) + "\n"
    return [str(mistake) for mistake in parse(Path("1-try.py"), HEADER + cell)[1]]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("![](figures/a.svg)", "1-try.py:13: a picture without alternative text"),
        ("![figure 1](figures/a.svg)", "says nothing of what it shows"),
        ("![a.svg](figures/a.svg)", "says nothing of what it shows"),
        ("![A diagram of](figures/a.svg)", "says nothing of what it shows"),
        ('<img src="figures/a.svg">', "a picture without alternative text"),
        ('text <img src="figures/a.svg" alt=""> text', "a picture without alternative text"),
        ("Read [here](https://example.org).", "the link text 'here' does not say where it leads"),
        ("Read [this page](b.md).", "the link text 'this page'"),
        ("[https://example.org/x](https://example.org/x)", "does not say where it leads"),
        ("Source: https://example.org/x.", "does not say where it leads"),
        ("[](b.md)", "a link without a text"),
        ('<a href="b.md">click here</a> and more', "the link text 'click here'"),
        ("### Too deep", "a heading of level 3 below one of level 1"),
        ("# Another title", "a second heading of level 1"),
        ("its line is `30 2 * * and more", "'`' is shown as it is"),
        (r"uniform up to $1/\sqrt{\text{in\_features}}$", "is shown with its backslash"),
        ("**Too late", "'**' is shown as it is"),
        ("<h4>Too deep</h4>", "a heading of level 4 below one of level 1"),
    ],
)
def test_what_cannot_be_read_by_ear_is_refused_with_its_line(line: str, told: str) -> None:
    [found] = mistakes("# Title", "", line)
    assert told in found and found.startswith("1-try.py:13: ")


def test_a_column_has_a_heading() -> None:
    assert (
        "1-try.py:13: a column of a table without a heading"
        in mistakes("# Title", "", "| | b |", "|---|---|", "| 1 | 2 |")[0]
    )


def test_a_lesson_begins_with_its_title() -> None:
    assert "1-try.py:11: the first heading is of level 2" in mistakes("## Part")[0]


@pytest.mark.parametrize(
    "lines",
    [
        ["![Three bars, the last one twice as high as the others](figures/a.svg)"],
        ['<img src="a.svg" alt="A tree of four folders, two of them empty">'],
        ["See [the manual of find](https://example.org) and [`sort`](https://example.org)."],
        ["## Part", "", "### Part of it", "", "## Next part"],
        ["```", "### a comment, no heading", "![](x.svg)", "[here](x)", "```"],
        ["`![](x.svg)` is how a picture is written"],
        ['<a id="place"></a>'],
        ["`**kwargs`, 2 ** 3 in ``a `code` ``, and **more `b`**"],
        ["`curl https://example.org` asks for it"],
        ["| a | b |", "|---|---|", "| | 2 |"],
    ],
)
def test_what_says_what_it_is_stays(lines: list[str]) -> None:
    assert mistakes("# Title", "", *lines) == []
