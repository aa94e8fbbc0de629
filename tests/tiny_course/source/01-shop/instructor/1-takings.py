# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Takings
#     minutes: 5
#     prerequisites: [00-tiny/1-numbers]
#     summary: A function on the unit's own data.
# ---

# %% [markdown]
# # Takings
#
# After this lesson you can add up what a shop has sold.

# %% role="read-only" id="setup-takings"
import shops
from workbook import check

prices = shops.prices()

# %% [markdown]
# ## T1 · Takings
# **Level 1 · 5 minutes · 4 points**
#
# Return what the sales bring: pairs of a good and the number of pieces. For example, `takings([("tea", 2)])` is `8.0`.
#
# <details><summary>Hint 1</summary>Price times pieces, added up.</details>
# <details><summary>Hint 2</summary>`sum(prices[good] * pieces for good, pieces in sales)`</details>


# %% role="answer" id="takings"
def takings(sales):
    """Return what the sales bring."""
    ### BEGIN SOLUTION
    return sum(prices[good] * pieces for good, pieces in sales)
    ### END SOLUTION


# %% role="tests" id="takings-tests" points=4
grade = check.parts(4)
with grade("two cups of tea"):
    check.close(takings([("tea", 2)]), 8.0, 'takings([("tea", 2)])')
with grade("the same sales again"):
    check.equal(shops.called_twice(takings, [("tea", 2)]), [8.0, 8.0], "the same sales, twice")
### BEGIN HIDDEN TESTS
from hidden import days

with grade("other days", weight=2):
    for number in (1, 2):
        days.compare(number, takings(days.day(number)))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Summary
#
# You added up a shop's day.
