# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Numbers
#     minutes: 5
#     prerequisites: []
#     summary: Two functions and a sentence.
# ---

# %% [markdown]
# # Numbers
#
# After this lesson you can double a number and average a file.

# %% role="read-only" id="setup-numbers"
from workbook import check

# %% [markdown]
# ## T1 · Double
# **Level 1 · 1 minutes · 2 points**
#
# Return twice the number `x`. For example, `double(2)` is `4`.
#
# <details><summary>Hint 1</summary>Add the number to itself.</details>
# <details><summary>Hint 2</summary>`return x + x`</details>


# %% role="answer" id="double"
def double(x):
    """Return twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


# %% role="tests" id="double-tests" points=2
assert double(2) == 4, "double(2) is 4"
### BEGIN HIDDEN TESTS
for secret_number in (0, -3, 1.5):
    assert double(secret_number) == secret_number * 2, "wrong on another number"
### END HIDDEN TESTS

# %% [markdown]
# ## T2 · Mean
# **Level 1 · 2 minutes · 4 points**
#
# Return the mean of a list of numbers, and `None` for an empty list. For example, `mean([1, 2])` is `1.5`.
#
# <details><summary>Hint 1</summary>Sum, then divide.</details>
# <details><summary>Hint 2</summary>`sum(numbers) / len(numbers) if numbers else None`</details>


# %% role="answer" id="mean"
def mean(numbers):
    """Return the mean of numbers, None if there are none."""
    ### BEGIN SOLUTION
    return sum(numbers) / len(numbers) if numbers else None
    ### END SOLUTION


# %% role="tests" id="mean-tests" points=4
grade = check.parts(4)
with grade("the mean of a list"):
    check.equal(mean([1, 2]), 1.5, "mean([1, 2])")
with grade("the mean of the file"):
    with open("data/numbers.txt") as lines:
        check.equal(mean([int(line) for line in lines]), 20.0, "the mean of data/numbers.txt")
### BEGIN HIDDEN TESTS
with grade("an empty list", weight=2):
    check.that(mean([]) is None, "an empty list has no mean", look="the empty input")
### END HIDDEN TESTS
grade.score()

# %% [markdown] role="essay" id="why" points=3
# ### BEGIN SOLUTION
# The mean of no numbers would divide by zero.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# You doubled, and you averaged.
