# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: How to work here
#     minutes: 30
#     prerequisites: []
#     summary: Run a cell, read a failing test, write an answer, and let it be graded.
# ---

# %% [markdown]
# # How to work here
#
# In half an hour you will have run cells, read a test that fails, written an answer that
# passes, and let it be graded. Everything after this notebook works the same way.
#
# You need no knowledge of machine learning here. A little Python is enough: a function, a list, an
# `if`, a loop. What else you meet in cells is said beside them.
#
# Each lesson opens with a question from work, and your own answers settle it at the end. Here is
# the first. A team watches how long its server takes to answer, as a mean over each day. On Tuesday
# people complained that the server hung, and yet the dashboard showed the best mean of the week.
# **Was Tuesday really better than Monday?**

# %% [markdown]
# ## Cells
#
# A notebook is a column of cells. This one is text. The next one is code.
#
# Click into the code cell and press **Shift + Enter**. The cell runs, and its last value appears
# below it.

# %%
hours = [1, 2, 3]
sum(hours)

# %% [markdown]
# Sometimes a cell asks you something first, like the next one. It costs no points. Such a cell is
# folded to three dots, since its text holds the answer: click on the empty place beside the dots
# and press Shift + Enter, and the question appears. Choose an answer, or type the number, and read
# what is said to it. Then run the cell below it and see for yourself.

# %%
from workbook.notebook.quiz import quiz

quiz(
    "Which sum is printed?",
    runs="hours = [1, 2, 3]\nmore = hours\nmore.append(4)\nprint(sum(hours))",
    number=10,
    wrong={
        6: "`more` isn't a copy. Both names stand for one list, and that list has a 4 now.",
        4: "That is the number of items. `sum` adds them up.",
    },
    because="Both names stand for the same list, so the 4 is in `hours`, too.",
)

# %%
more = hours
more.append(4)
sum(hours)

# %% [markdown]
# Now run the last cell once more: the sum is 14, since another 4 was added. A cell that changes
# what it finds gives another answer each time.
#
# The number in the brackets on the left, `[1]`, says which run of the whole notebook this was, in
# order: the first, the second, and so on. An empty bracket means: not run yet. A star, `[*]`, means: still running.
#
# The program that runs the cells is called the **kernel**. It remembers what ran, in the order in
# which *you* ran it. That is the trap of every notebook:
#
# 1. You run a cell that sets `rate = 0.5`.
# 2. You delete that cell.
# 3. Everything goes on working, because `rate` is still remembered. Tomorrow it won't be.
#
# %%
quiz(
    (
        "You run a cell with `rate = 0.5`, then change it to `rate = 2`, but don't run it. What "
        "does `rate * 10` give?"
    ),
    right="5.0",
    wrong={
        "20": "The kernel knows what ran, not what is written. The change has not run yet.",
        "an error": "`rate` is known: the cell ran once, as it was then.",
    },
    because="What ran last is what counts, and that was `rate = 0.5`.",
)

# %% [markdown]
# So, before you hand anything in, choose **Kernel → Restart Kernel and Run All Cells…** If the
# notebook runs from top to bottom, it works for other people too.

# %% [markdown]
# ## Four kinds of cells
#
# | kind | may you change it? | what it is for |
# |---|---|---|
# | text and examples | yes, play with them | to learn from |
# | **read-only**, such as the next one | no | prepares what the exercise needs |
# | **answer** | yes, this is your place | your solution |
# | **tests** | no | says what is asked, exactly, and whether you have it |
#
# Each exercise says its **level**, its minutes and its points. Level 1 can be done with the text
# alone by a newcomer, level 5 is what a good interviewer asks. The minutes are meant for somebody
# who meets the exercise for the first time, reading included. If you need twice as long, you are
# learning, and nothing is wrong.
#
# If you delete or change a locked cell by accident, nothing is lost: the grader puts it back. You
# may add cells of your own wherever you like.

# %% [markdown]
# The next cell fetches `check`, the course's own helper for tests.
# `check.equal(came, expected, what)` compares two values; when they differ it says so, with `what`
# as the heading and `look=` as a word of advice. `check.leaves_input_alone(function, arguments,
# what)` calls a function and says so when it has changed what it was given.

# %% role="read-only" id="setup"
from workbook import check

# %% [markdown]
# ## A test is a specification
#
# Tests are short, and you are meant to read them. This one says what `double` must do. (`try` and
# `except` only catch the failure, so that it can be printed here.)

# %%
def double(number):
    return number * number  # wrong on purpose


try:
    check.equal(double(2), 4, "double(2)")
    check.equal(double(5), 10, "double(5)", look="the operator: is it times two, or times itself?")
except check.Failure as failure:
    print(failure)

# %% [markdown]
# Look at what happened. The first check passed, by luck: 2 squared and 2 times 2 are both 4. The second one
# failed, and its message has four lines:
#
# - what was checked: `double(5)`
# - what was expected: `10`
# - what came: `25`
# - where to look
#
# %%
quiz(
    (
        "Somebody writes `return number + 2` for `double`. Which of the two checks above finds "
        "the mistake?"
    ),
    right="the second only",
    wrong={
        "the first only": "2 + 2 is 4, and 4 is what the first check expects. It passes.",
        "both": "The first one passes: 2 + 2 is 4.",
        "neither": "5 + 2 is 7, and the second check expects 10.",
    },
    because="2 + 2, 2 times 2 and 2 squared are all 4. The second check tells them apart.",
)

# %% [markdown]
# One lucky example proves nothing. That is why each exercise has two sets of tests:
#
# - **Visible tests** stand in the notebook. Run them as often as you like.
# - **Hidden tests** use other data, generated for the purpose: such as empty lists, equal
#   values, missing ones, huge ones. Your grade counts both. An answer that only fits the example fails there.

# %% [markdown]
# ## W1 · A first try
#
# **Level 1 · 10 minutes · 3 points**
#
# A model server writes how long each answer took, in milliseconds. When an answer never came, it
# writes `None`. Your colleague's dashboard counts every `None` as zero. A mean should be of what
# was measured.
#
# Write `mean_latency(latencies)`:
#
# - It takes a list. Each item is a number (`int` or `float`) or `None`. The list isn't changed.
# - It returns the mean of the numbers, as a `float`. Items that are `None` don't count, neither in
#   the sum nor in the number of items. A latency of `0` is a number, and counts.
# - If there is no number at all (an empty list, or only `None`), it returns `None`.
#
# For example, `mean_latency([100, None, 200])` is `150.0`: two answers came, and they took 300 ms
# together.
#
# First run the answer cell and the tests cell as they are, and look at what a failure looks like:
# below the tests a box appears, the **card**. Then write your answer in place of the line
# `# YOUR CODE HERE` and of the line below it, which only raises an error.
#
# In the tests cell, all that is indented below a line `with grade(…)` is one part of the exercise,
# with its share of the points.

# %% [markdown]
# Two forms of Python that help: `[n for n in numbers if n > 3]` is a new list of those items that
# pass a test, and `not numbers` is true for an empty list. Stuck? Open one hint at a time. The last
# one is nearly the answer.
#
# <details><summary>Hint 1</summary>
#
# Do it in two steps. First make a list that holds only the numbers. Then take its mean.
#
# </details>
# <details><summary>Hint 2</summary>
#
# A bare `if x` also throws away every `0`. Compare with `None` instead: `is not None`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# A new list with only the numbers; then its sum divided by *its* length, not by the length of the
# whole list. Think of the empty list *before* you divide.
#
# </details>

# %% role="answer" id="mean-latency"
def mean_latency(latencies):
    """The mean of the numbers in *latencies*, as a float; None if there is no number."""
    ### BEGIN SOLUTION
    known = [latency for latency in latencies if latency is not None]
    if not known:
        return None
    return sum(known) / len(known)
    ### END SOLUTION


# %% role="tests" id="mean-latency-tests" points=3
grade = check.parts(3)
with grade("a missing latency doesn't count"):
    check.equal(mean_latency([100, None, 200]), 150.0, "mean_latency([100, None, 200])")
    check.equal(mean_latency([0.5, None, 1]), 0.75, "mean_latency([0.5, None, 1])")
    check.equal(mean_latency([None, 7]), 7.0, "mean_latency([None, 7])")
    is_float = isinstance(mean_latency([100, None, 200]), float)
    what = "is mean_latency([100, None, 200]) a float?"
    check.equal(is_float, True, what, look="150 is an int, 150.0 is a float")
    check.leaves_input_alone(mean_latency, [[100, None, 200]], "mean_latency([100, None, 200])")
    zero = "0 is false in an `if`, but it is a number"
    check.equal(mean_latency([0, None, 30]), 15.0, "mean_latency([0, None, 30])", look=zero)
with grade("no number at all"):
    check.equal(mean_latency([]), None, "mean_latency([])", look="what is there to divide by?")
    check.equal(mean_latency([None, None]), None, "mean_latency([None, None])")
### BEGIN HIDDEN TESTS
random = check.rng("mean-latency")
with grade("many latencies, some of them missing"):
    counts = "a missing latency: it counts neither in the sum nor in the number of items"
    check.close(mean_latency([1, None, 2, 4]), 7 / 3, "mean_latency([1, None, 2, 4])", look="the sum divided by how many numbers there are; nothing is rounded")
    check.close(mean_latency([10, 10, None, 40]), 20.0, "mean_latency([10, 10, None, 40])", look="equal latencies: each one counts")
    parts = "parts of a millisecond: an item may be a `float`, and nothing is cut off or rounded"
    check.equal(mean_latency([12.5, None, 3.25, 8.25]), 8.0, "mean_latency([12.5, None, 3.25, 8.25])", look=parts)
    tiny = [2.0**-24, None, 3 * 2.0**-24]
    check.equal(mean_latency(list(tiny)), 2.0**-23, f"mean_latency({tiny})", look=parts)
    check.leaves_input_alone(mean_latency, [[30.5, 10, 20]], "mean_latency([30.5, 10, 20])")
    large = [2**24 + 1, 2**40 + 4]
    check.equal(mean_latency(list(large)), sum(large) / 2, f"mean_latency({large})", look="large numbers: Python's own int and float hold them")
    for alone in ([7], [None, 7], [7, None]):
        check.equal(mean_latency(list(alone)), 7.0, f"mean_latency({alone})", look=counts)
        is_float = isinstance(mean_latency(list(alone)), float)
        check.equal(is_float, True, f"is mean_latency({alone}) a float?", look="7 is an int, 7.0 is a float")
    for size in (1, 2, 7, 40):
        numbers = random.integers(1, 900, size).tolist()
        mixed = list(numbers)
        for place in sorted(random.integers(0, size + 1, 3).tolist(), reverse=True):
            mixed.insert(place, None)
        shown = f"mean_latency({mixed})" if size < 8 else f"mean_latency({mixed[:5]} and so on), {size} numbers and 3 missing ones"
        check.close(mean_latency(list(mixed)), sum(numbers) / size, shown, look=counts)
        check.leaves_input_alone(mean_latency, [mixed], shown)
    check.leaves_input_alone(mean_latency, [[None, None]], "mean_latency([None, None])")
with grade("a latency of 0 is a number"):
    check.close(mean_latency([0, None, 30]), 15.0, "mean_latency([0, None, 30])", look="0 is false in an `if`, but it is a number")
    check.close(mean_latency([0.0, None, 30]), 15.0, "mean_latency([0.0, None, 30])", look="0.0 is a number, too")
    check.close(mean_latency([0, 0]), 0.0, "mean_latency([0, 0])", look="0 is false in an `if`, but it is a number")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## What the card says
#
# When all parts pass, the card says `Right so far`: the hidden tests decide. Some tests give points
# part by part, so half an answer is worth something: leave it in, even if one part fails.
#
# ## Monday or Tuesday?
#
# Now the question of the beginning, with your own function. First the dashboard's way, then yours:

# %%
monday = [120, 130, 110, 140, 125, 135]
tuesday = [180, None, 190, None, None, 200]


def dashboard(latencies):
    return sum(latency or 0 for latency in latencies) / len(latencies)


# `latency or 0` is 0 for None; `:.0f` prints no digits behind the point.
for day, latencies in (("Monday", monday), ("Tuesday", tuesday)):
    try:
        mine = mean_latency(latencies)
    except Exception as error:  # your function isn't ready yet
        mine = f"({type(error).__name__}: not ready yet)"
    print(f"{day}: the dashboard says {dashboard(latencies):.0f} ms, your function {mine}")

# %% [markdown]
# The dashboard says 127 ms for Monday and 95 ms for Tuesday, as if Tuesday were better. Your
# function should say about 126.7 and 190.0. **So no: Tuesday was worse.** The answers that came
# took one and a half times as long, and three of six never came. The mean alone can't say that:
# beside it belongs the number of answers that are missing.
#
# ## Let it be graded
#
# Save the notebook (**Ctrl + S**). Then open a terminal (**File → New → Terminal**). It opens
# where your copies lie:
#
# ```
# workbook check 00-welcome
# ```
#
# It runs your notebook from top to bottom, with the hidden tests too, and prints points and
# messages per exercise. `workbook check 00-welcome --watch` does so again each time you save.
#
# If your class uses nbgrader's own button **Validate** in the toolbar: it runs the visible tests.
#
# If you have made a mess, `workbook reset 00-welcome` gives you a fresh copy and keeps the old one
# in `work/backups/`. If you work alone and have tried hard, `workbook key 00-welcome` puts the
# solutions beside your notebook.

# %% [markdown]
# ## Summary
#
# - Shift + Enter runs a cell. Restart and run all before you trust a notebook.
# - Tests say exactly what is asked. Read them first.
# - A failure says what was expected, what came, and where to look.
# - Hidden tests use other data, so solve the problem and not the example.
# - `workbook check` grades your work; `workbook reset` and `workbook key` help you out.
#
# Next: `01-shell`, or whichever unit you are curious about. Each one says what it builds on.
