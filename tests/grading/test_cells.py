"""What cells may do, and what they leave behind, is what a kernel would give."""

from __future__ import annotations

import textwrap

import pytest

from tests.grading.lesson import cell, key, master, submit
from workbook.grading.engine import grade
from workbook.grading.model import Result

PLAIN = master(
    cell("read-only", "setup", "import math"),
    cell("answer", "work", "### BEGIN SOLUTION\nx = 1\n### END SOLUTION"),
    cell("tests", "work-tests", "assert x == 1", 2),
    seconds=10,
    output_kb=32,
)


def run(code: str) -> Result:
    return grade(submit(PLAIN, work=code), PLAIN)


def kinds(result: Result) -> list[str]:
    return [output["output_type"] for output in result.outputs["work"]]


def printed(result: Result) -> str:
    return "".join(output.get("text", "") for output in result.outputs["work"])


def test_streams_displays_results_and_errors_keep_their_order():
    result = run(
        "print('a'); from IPython.display import display, HTML; display(HTML('<b>b</b>'))\nprint('c'); x = 1; 7"
    )
    assert kinds(result) == ["stream", "display_data", "stream", "execute_result"]
    assert result.outputs["work"][1]["data"]["text/html"] == "<b>b</b>"
    assert result.outputs["work"][3]["data"] == {"text/plain": "7"}
    assert result.tests[0].outcome == "passed"


def test_an_error_shows_the_lines_of_cells_and_no_colours():
    result = run("def f():\n    return 1 / 0\nx = 1\nf()")
    error = result.outputs["work"][0]
    assert error["ename"] == "ZeroDivisionError"
    assert [line.strip() for line in error["traceback"][1:3]] == ["work, line 4: f()", "work, line 2: return 1 / 0"]
    assert "\x1b" not in "".join(error["traceback"])
    assert result.tests[0].outcome == "passed"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("%%bash\necho from bash; cat <(echo and more)", "from bash\nand more\n"),
        ("!echo from a shell", "from a shell\n"),
        ("import os\nx = os.system('echo from a child')", "from a child\n"),
        ("%%writefile made.txt\nhello", "Writing made.txt\n"),
        ("import asyncio\nawait asyncio.sleep(0)\nprint('waited')", "waited\n"),
        ("%matplotlib inline\nprint('drawn')", "drawn\n"),
        ("!pwd; whoami; ls -d ~; cat /etc/hostname 2>/dev/null", "/box/work\nstudent\n/box/home\n"),
        ("%%time\nprint('timed')", "timed\n"),
    ],
)
def test_magics_and_shell_commands_work(code, expected):
    assert printed(run(code)).startswith(expected)


def test_a_figure_is_shown_as_a_picture():
    result = run("%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show(); x = 1")
    assert "image/png" in result.outputs["work"][-1]["data"]


def test_a_figure_is_drawn_for_its_picture_and_not_once_more():
    code = """
        %matplotlib inline
        import io
        import matplotlib.pyplot as plt
        from matplotlib.lines import Line2D
        times = 0
        class Counted(Line2D):
            def draw(self, renderer):
                global times
                times += 1
        plt.gca().add_line(Counted([0, 1], [0, 1]))
        plt.gcf().savefig(io.BytesIO(), bbox_inches="tight")
        alone, times = times, 0
        get_ipython().events.register("post_execute", lambda: print(alone, times))
    """
    result = run(textwrap.dedent(code))
    drawn, also = result.outputs["work"]
    assert "image/png" in drawn["data"]
    alone, times = also["text"].split()
    assert alone == times != "0"


def test_widgets_that_need_no_browser_work():
    result = run("import ipywidgets\nslider = ipywidgets.IntSlider(value=1)\nx = slider.value\nslider")
    assert result.tests[0].outcome == "passed"


def test_output_beyond_the_limit_is_cut_and_the_cut_is_said():
    text = printed(run("for number in range(10000): print('x' * 100)"))
    assert len(text) < 40_000 and "output cut after 32 KB" in text


def test_students_own_cells_run_where_they_stood():
    lesson = master(*PLAIN.source["cells"])
    notebook = submit(lesson, work="x = helper()")
    import json

    made = json.loads(notebook.notebook)
    made["cells"].insert(1, cell("code", "mine", "def helper(): return 1"))
    from workbook.grading.model import Submission

    assert grade(Submission("student", json.dumps(made).encode()), lesson).tests[0].outcome == "passed"


def test_data_can_be_read_and_changes_to_it_stay_private(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text("1\n")
    lesson = master(*PLAIN.source["cells"], files=tmp_path)
    code = "x = int(open('data/a.csv').read()); open('data/a.csv', 'w').write('9'); open('data/new', 'w').close()"
    assert grade(submit(lesson, work=code), lesson).tests[0].outcome == "passed"
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["a.csv"]
    assert (tmp_path / "data" / "a.csv").read_text() == "1\n"


def test_a_loop_in_one_exercise_leaves_the_others_their_points():
    lesson = master(
        cell("answer", "one", "a = 1"),
        cell("tests", "one-tests", "assert a == 1", 1),
        cell("markdown", "task", "## T2 · Two"),
        cell("answer", "two", "b = 2"),
        cell("tests", "two-tests", "assert b == 2", 1),
        cell("answer", "three", "c = 3"),
        cell("tests", "three-tests", "assert a + c == 4", 1),
        seconds=1,
    )
    result = grade(submit(lesson, two="while True: pass"), lesson)
    assert [test.outcome for test in result.tests] == ["passed", "stopped", "passed"]
    assert result.tests[1].message == "stopped after 1 s in exercise T2 · Two"


def test_the_same_submission_gets_the_same_grade_again():
    lesson = master(
        cell("answer", "draw", "### BEGIN SOLUTION\nimport random\nx = random.random()\n### END SOLUTION"),
        cell("tests", "draw-tests", "print(x)", 1),
    )
    first, second = grade(key(lesson), lesson), grade(key(lesson), lesson)
    assert first.outputs == second.outputs


def test_a_small_server_can_be_reached_within_the_box():
    code = (
        "import socket\nserver = socket.create_server(('127.0.0.1', 0))\n"
        "socket.create_connection(server.getsockname()).close()\nx = 1"
    )
    assert run(code).tests[0].outcome == "passed"


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_an_empty_cell_is_not_run_and_counts_nothing(text):
    result = run(text)
    [cell] = [cell for cell in result.notebook["cells"] if cell["id"] == "work"]
    assert (cell["outputs"], cell["execution_count"]) == ([], None)
    assert result.tests[0].outcome == "failed"
    assert "x" in result.tests[0].message
