# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Words
#     minutes: 5
#     prerequisites: [00-tiny/1-numbers]
#     summary: One function.
# ---

# %% [markdown]
# # Words
#
# After this lesson you can shout.

# %% role="read-only" id="setup-words"
from workbook import check

# %% [markdown]
# ## T3 · Shout
# **Level 1 · 1 minutes · 1 points**
#
# Return `text` in capitals with an exclamation mark. For example, `shout("hi")` is `"HI!"`.
#
# <details><summary>Hint 1</summary>Strings have a method for capitals.</details>
# <details><summary>Hint 2</summary>`text.upper() + "!"`</details>


# %% role="answer" id="shout"
def shout(text):
    """Return text in capitals with an exclamation mark."""
    ### BEGIN SOLUTION
    return text.upper() + "!"
    ### END SOLUTION


# %% role="tests" id="shout-tests" points=1
check.equal(shout("hi"), "HI!", 'shout("hi")')
### BEGIN HIDDEN TESTS
check.equal(shout(""), "!", "shout of the empty text")
### END HIDDEN TESTS

# %% [markdown]
# ## Summary
#
# You shouted.
#
# ## Where this goes wrong at work
#
# Nothing ever goes wrong in a tiny unit.
