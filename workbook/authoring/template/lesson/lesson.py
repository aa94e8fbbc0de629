# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: {title}
#     minutes: 15
#     prerequisites: []
#     summary: Say in one sentence what the student can do after this lesson.
# ---

# %% [markdown]
# # {title}
#
# After this lesson you can double a number. Say here what a student will be able to do, and why an AI engineer needs it.

# %% role="read-only" id="{prefix}setup"
{setup}from workbook import check

# %% [markdown]
# ## X1 · Double
#
# **Level 1 · 5 minutes · 2 points**
#
# Write `double(number)`. It takes an int or a float and returns twice that number, of the same type.
#
# For example, `double(3)` is `6` and `double(0.5)` is `1.0`.
#
# <details><summary>Hint 1</summary>
#
# Which operator makes a number larger by a factor?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `2 * number` keeps the type: an int stays an int.
#
# </details>

# %% role="answer" id="{prefix}double"
def double(number):
    """Twice *number*, of the same type."""
    ### BEGIN SOLUTION
    return 2 * number
    ### END SOLUTION


# %% role="tests" id="{prefix}double-tests" points=2
grade = check.parts(2)
with grade("the example"):
    check.equal(double(3), 6, "double(3)")
### BEGIN HIDDEN TESTS
{hidden}with grade("other whole numbers"):
    for number in {numbers}:
        check.equal(double(number), number + number, "double of a whole number")
with grade("a fraction"):
    check.equal(double(0.25), 0.5, "double of a fraction", look="the type that you return")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Summary
#
# - Replace this exercise by your own, and run `workbook build` and `workbook bank` again.
