"""What is shown of somebody's HTML and markdown: as much as can be, and nothing that runs, loads or hides."""

from __future__ import annotations

import random

import pytest

from tests.hostile.pages import TRICKS, Dangers
from workbook.classroom.feedback import harmless
from workbook.classroom.feedback import html as page

PIECES = [
    *TRICKS, "<b>", "</b>", "<table>", "<td>", "<tr>", "</table>", "<p>", "<a href='", '"', "'", ">", "<!--", "-->", "<![CDATA[", "]]>",
    "<math>", "<mtext>", "<svg>", "<foreignObject>", "<style>", "</style>", "<title>", "<noscript>", "<textarea>", "<select>", "<template>",
    "javascript:a()", "data:text/html,", "data:image/png;base64,AA", "&#106;", "&lt;", "\n\n", "`", "```\n", "$", "$$", "\\begin{align}",
    "\\end{align}", "[a](", "![a](", ")", "<img src=", " onerror=a() ", "\\", "\t", "\x00", "|", "\n|-|\n",
]  # fmt: skip


def dangers(text: str) -> list[str]:
    parser = Dangers()
    parser.feed(text)
    parser.close()
    return parser.found


@pytest.mark.parametrize("draw", [harmless.html, harmless.markdown])
def test_no_mixture_of_pieces_runs_or_loads_and_what_is_clean_stays_as_it_is(draw) -> None:  # type: ignore[no-untyped-def]
    for seed in range(1500):
        rng = random.Random(seed)
        text = "".join(rng.choices(PIECES, k=rng.randint(2, 14)))
        made = draw(text)
        assert dangers(made) == [], (seed, text)
        if draw is harmless.html:
            assert harmless.html(made) == made, (seed, text)


def test_feedback_and_formgrader_draw_one_essay_alike() -> None:
    cell = {"attachments": {"a b.png": {"image/png": "AAAA"}, "c.svg": {"image/svg+xml": "AAAA"}}}
    text = "**Why** ~~not~~ $x_1 < y_1$ ![a](attachment:a%20b.png) ![c](attachment:c.svg)\n\n|a|\n|-|\n|1|\n"
    made = page.with_pictures(cell, text)
    assert page.essay({"cell": cell}, text) == made
    for part in (
        "<strong>Why</strong>",
        "<s>not</s>",
        "$x_1 &lt; y_1$",
        'src="data:image/png;base64,AAAA"',
        "<td>1</td>",
    ):
        assert part in made
    assert "svg" not in made


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("$a_1*b*c_2$", "$a_1*b*c_2$"),
        ("so $$a_1*b*c$$ holds", "$$a_1*b*c$$"),
        ("$$\n\\frac{a_1}{b_1}\n$$", "\\frac{a_1}{b_1}"),
        ("\\begin{align}\na_1 &= b_1\n\\end{align}", "a_1 &amp;= b_1"),
        ("$<script>a()</script>$", "$&lt;script&gt;a()&lt;/script&gt;$"),
    ],
)
def test_a_formula_stays_as_it_was_written(text: str, kept: str) -> None:
    assert kept in harmless.markdown(text)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a<style>td { color: red }</style>b<script>c()</script>d", "abd"),
        ("<form>text <button>of a button</button></form>", "text of a button"),
        ('<td colspan="2" class="x">1</td>', "1"),
        ('<a href="file.html">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<a href="#part" title="t">a</a>', '<a href="#part" title="t" rel="noopener noreferrer">a</a>'),
        ('<a href="data:image/png;base64,AA">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<img src="data:image/png;base64,AA">', ""),
        ("a<!-- b -->c", "ac"),
    ],
)
def test_text_stays_and_what_no_browser_shows_goes(text: str, made: str) -> None:
    assert harmless.html(text) == made
