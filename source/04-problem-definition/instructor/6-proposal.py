# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: The proposal
#     minutes: 55
#     prerequisites: [04-problem-definition/5-plan]
#     summary: One page that the board can decide on, with numbers that agree with the notebooks, and a decision that follows.
# ---

# %% [markdown]
# # The proposal
#
# Everything is computed. Now it has to fit on a page that somebody reads in four minutes, and decides on. The director's question of the first Monday comes back: *can you build something, soon?* At the end of this lesson your own numbers and your own rule answer: go, or don't.
#
# After this lesson you can
#
# - gather the numbers of a project in one place, and let the decision follow from them,
# - write a one-page proposal that says what is known, what isn't, and what would stop the project,
# - tell three true stories in which the model wasn't what went wrong.
#
# There is one exercise, in one sitting of about an hour: a quarter of it for the numbers and the rule, half an hour for the page, and the stories at the end.
#
# %% role="read-only" id="setup-proposal"
import json

import pandas as pd

from lesson_end import settle
from workbook import check
from workbook.notebook.quiz import quiz

company = json.load(open("data/company.json", encoding="utf-8"))

# %% [markdown]
# ## One number, one place
#
# Proposals fall apart over small contradictions. The summary says 22 %, the appendix 0.21; the gain was measured in spring and the price in autumn. Then nobody believes the rest. So the numbers are gathered *once*, and the text quotes them.
#
# Lessons 1, 2, 4 and 5 ended by naming the numbers to carry with you, and their last cells print them. Run these again if you need to, and copy what they say.
#
# And the **decision** is a rule on these numbers, written down before anybody has fallen in love with the project. A good rule can say no. It must: most ideas don't beat a baseline by more than noise, or cost more than they bring, or can't be tested in
# the time there is. "We looked, and it isn't worth it" has saved more money than most models.
#
# %%
quiz(
    "A model's gain is 0.02, with an interval from −0.01 to 0.05. It would bring 5,000 euros a "
    "month and cost 200. The rule asks for a gain beyond noise. What does the proposal say?",
    right="Not yet: no gain is shown. Measure on more rows, then ask the rule again.",
    wrong={
        "Go: 5,000 is far more than 200.": "The 5,000 rest on a gain that may be nothing. Euros "
        "computed from noise are noise.",
        "Go: most of the interval lies above 0.": "The rule was written first, so that nobody "
        "bends it afterwards.",
        "Never: the model is useless.": "That isn't shown either. 0.05 lies in the interval, too.",
    },
    because="All conditions must hold, and the first doesn't. What isn't shown today may be "
    "shown on more rows.",
)

# %%
quiz(
    "Which of these sentences can somebody check in half a year?",
    right="Of those active in April, at most 20 in 100 are lost by 30 June, counted by the "
    "monthly report.",
    wrong={
        "We will reduce churn significantly with state-of-the-art AI.":
        "No value, no date, no way to measure. Nobody can be wrong with it, so nobody can be "
        "right.",
        "Churn falls from 22 to 20 in 100.": "When, among whom, and counted how? Each of the "
        "three can be chosen afterwards to fit.",
        "The model reaches 90 in 100 on the test set.": "That can be checked today, and says "
        "nothing about customers.",
    },
    because="Value, group, day and source stand in it.",
)

# %% [markdown]
# ## D18 · One page
# **Level 4 · 45 minutes · 1 + 8 points**
#
# 1. `numbers`, a dict. Rounding as you would write it is fine: shares to three places (0.220), euros to whole euros. The rest is exact.
#
# | key | from | what |
# |---|---|---|
# | `"lost_now"`, `"target"` | D1 | share of customers lost today, and the share you want: lower than `lost_now` as you write it, and within reach |
# | `"gain"`, `"low"` | D5 | gain over the best baseline, and the lower end of your interval (any that D5 accepts: 0.92 to 1.12 times as wide as 1.96 standard errors to either side) |
# | `"gain_per_month"` | D6 | expected euros a month from the best contacts |
# | `"candidate"`, `"test_days"` | D12, D13 | which candidate, and how long its test at Kettle & Leaf runs |
# | `"euros_per_month"` | D14 | price of the machines |
# | `"winner"`, `"days"`, `"week_price"`, `"scope_value"` | D15 to D17 | the candidate with most points, length of the plan, price of a week saved (5 days), value of the scope |
#
# 2. `go(numbers, max_days)`: `True` if `low` is above 0, **and** `gain_per_month` is above `euros_per_month`, **and** `test_days` is at most `max_days`; else `False`. It is asked about other companies' numbers too, and some of them should be told no.
#
# *Example.* low 0.01, 300 euros gained, 200 spent, 49 days with at most 42: `False`; with at most 49: `True`; with a low of 0, or with 300 spent: `False`; with a low of 0.0004 and 299.50 spent: `True`.
#
# <details><summary>Hint 1</summary>
#
# All numbers were printed by the last cells of lessons 1, 2, 4 and 5.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Three comparisons, joined by `and`. What is asked for exactly at each limit?
#
# </details>
#
# %% role="answer" id="proposal"
def go(numbers, max_days):
    """Whether the project should go on: a gain beyond noise, that pays, and can be tested in
    time."""
    ### BEGIN SOLUTION
    beyond_noise = numbers["low"] > 0
    pays = numbers["gain_per_month"] > numbers["euros_per_month"]
    return bool(beyond_noise and pays and numbers["test_days"] <= max_days)
    ### END SOLUTION


### BEGIN SOLUTION
numbers = {
    "lost_now": 0.220,
    "target": 0.20,
    "gain": 0.065,
    "low": 0.030,
    "gain_per_month": 1126,
    "candidate": "m7",
    "test_days": 35,
    "euros_per_month": 225,
    "winner": "stay offers",
    "days": 32,
    "week_price": 2900,
    "scope_value": 66,
}
### END SOLUTION

# %% role="tests" id="proposal-tests" points=1
import plan_forms

# Whether your numbers are those of your notebooks is tested when you hand in.
# Another company's, with the example's low, euros and days
example_numbers = {
    "lost_now": 0.31, "target": 0.28, "gain": 0.03, "low": 0.01, "gain_per_month": 300,
    "candidate": "b", "test_days": 49, "euros_per_month": 200, "winner": "route", "days": 61,
    "week_price": 840, "scope_value": 17,
}
grade = check.parts(1)
# Their form alone is worth next to nothing
with grade("the numbers are complete, and none contradicts another", weight=0.01):
    plan_forms.complete(numbers)
with grade("the decision on the example"):
    plan_forms.decision(go(dict(example_numbers), 42), "49 days are more than 42", "the example")
    plan_forms.decision(go(dict(example_numbers), 49), "", "the example with at most 49 days")
    plan_forms.decision(
        go({**example_numbers, "low": 0.0004, "euros_per_month": 299.5}, 49), "",
        "the example with a low of 0.0004, and 299.50 euros spent"
    )
    plan_forms.decision(
        go({**example_numbers, "low": 0.0}, 49), "a low of 0 isn't above 0",
        "the example with a low of 0"
    )
    plan_forms.decision(
        go({**example_numbers, "euros_per_month": 300}, 49), "300 euros gained aren't above 300",
        "the example with 300 euros spent"
    )
### BEGIN HIDDEN TESTS
from hidden import comparisons

known = {
    "lost_now": 0.220332, "gain": 0.064695, "low": 0.0301528, "gain_per_month": 1125.888,
    "candidate": "m7",
    "euros_per_month": 225, "winner": "stay offers", "days": 32, "week_price": 2900,
    "scope_value": 66,
}
with grade("the numbers agree with the notebooks", weight=2):
    plan_forms.agrees(numbers, known)
    plan_forms.tested(numbers, 28, 35)
    plan_forms.target(numbers, 0.195981, 0.220332)
with grade("Kettle & Leaf, and other companies", weight=1):
    plan_forms.decision(go({**known, "target": 0.2, "test_days": 35}, 90), "", "the published numbers")
    for case, most in comparisons.proposal.others():
        comparisons.proposal.decision(go, case, most)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# The director's question, and your answer:
#
# %%
def decided():
    print(pd.Series(numbers).to_string())
    return "Go." if go(numbers, company["ab"]["max_days"]) else "Don't."


settle("Can you build something, soon?", "D18", decided)

# %% [markdown]
# One word, and a page that says why. If it is "go", the page says what would stop you; if it is "don't", what would have to change.
#
# %% [markdown]
# ### The page
#
# Write the proposal: 250 to 400 words, for a board that hasn't seen your notebooks. Quote your numbers as they stand above; a number that contradicts them costs the row it stands in. Whoever grades it uses this table, so use it before you hand it in.
#
# | criterion | 0 | 1 | 2 | 3 |
# |---|---|---|---|---|
# | **Specific and measurable** | no number, or "improve" | today's value or the target | both, with definition, date and owner | …and how and by whom it is measured at the end |
# | **Why ML, and why now** | "AI is the future" | a reason without a comparison | the best simple answer is named, and the gain over it | …and what waiting a year would cost, or why a rule isn't enough |
# | **Evidence** | none | numbers without their uncertainty | gain with its interval, and what it is in euros | …and the test that will decide, with its length and its end |
# | **Constraints and people affected** | none | a list of words | limits with numbers, and plan and scope that respect them | …and who could be harmed, and what is done about it |
# | **Honest limits** | none | "there are risks" | what the numbers don't show | …and what result would stop the project |
#
# Points: the sum of the rows × 8 ÷ 15, to the nearest half.
#
# %% [markdown] role="essay" id="page" points=8
# ### BEGIN SOLUTION
# **Stay offers: keep customers who are about to leave.** Owner: Amara, head of customer care.
#
# **Problem.** Of the customers active at the start of a month, 22.0 in 100 order nothing in the next 60 days (six closed months). The share has risen from 14 to 25 in a year, hidden by growing orders. We want 20 in 100 among those active in April, known on 30 June, counted
# by the same monthly report, which the data team draws and Amara signs.
#
# **Why ML, why now.** The best simple answer (who was silent last time will be again) errs on 19.0 customers in 100; the model on 12.6. The gain of 0.065 has an interval that begins at 0.030: it is beyond noise. On the trend of the last year, waiting until next winter means a share of
# about a third. We tried the same on flight delays, where the model gained nothing over "never late"; there we would have said no.
#
# **Evidence in euros.** Offers to the 90 customers a month that the model values most bring about 1,126 euros a month; the machines cost 225. 38 in 100 of these would have left; if an offer keeps 0.3 of them, ten stay. Whether it does, the control group shows: half of the list, by lot,
# gets no offer, and the monthly report counts both halves after 60 days. The page that they land on is tested on all visitors: candidate m7 against m17, two arms by lot, 35 days, decided on the last day and not before.
#
# **Plan.** 32 days to the end of the pilot, with two critical chains; a week less would cost 2,900 euros, which we don't propose. In 18 days of building we deliver the list, the score, the offers by mail, the opt-out page, the control group and the table that they need (value 66). The
# chat helper waits.
#
# **Limits and people.** At most 90 contacts and 900 euros a month: 90 offers at 8 euros are 720. The privacy check comes before the pilot, and whoever opts out is never scored. Some customers will feel watched; complaints and unsubscriptions are read every week.
#
# **What we don't know.** Whether those who stay for a voucher stay afterwards, and what the offers do to the margin: the two conflict from week to week. The model was tested on one period only.
#
# **We stop** if the control group loses no more customers than those with offers, if unsubscriptions double, or if the margin falls below 7.50 euros for four weeks.
# ### END SOLUTION
#
# %% [markdown]
# ## Where this goes wrong at work
#
# Three stories that were published. First a question about the first of them:
#
# %%
quiz(
    "A risk score shall find the sickest patients for extra care. It is trained to predict next "
    "year's *costs*, and does so well. Less is spent on group B than on group A at the same "
    "sickness. Who gets extra care?",
    right="Those of B only when they are sicker than those of A.",
    wrong={
        "The sickest of both groups, since the score is accurate.": "It is accurate about costs. "
        "At the same costs, people of B are sicker.",
        "More of B, since they are sicker.": "The score never sees sickness, only what was spent.",
        "Both alike, if the group isn't a column.": "The costs carry the difference, whether the "
        "group is a column or not.",
    },
    because="The label stood in for the need, and it did so differently in the two groups.",
)

# %% [markdown]
# **The label was not the need.** An American risk score chose patients for extra care. What doctors wanted was to find the sickest. What the model was trained to predict was *cost*, since that stood ready in the tables. But less money is spent on Black patients who are just as sick, so
# at equal scores they were sicker. With the label mended, their share among those chosen for help would have risen from 17.7 to 46.5 in 100. Nobody had trained a bad model; somebody had written down the wrong label (D3).
# *Source: Obermeyer, Powers, Vogeli and Mullainathan, "Dissecting racial bias in an algorithm used to manage the health of populations", Science 366, 2019.*
#
# **Nobody asked the last value.** Google Flu Trends estimated doctors' visits from what people searched for, and became famous. In the season of 2012/13 it predicted about twice the visits there were. Researchers showed that carrying the official numbers, weeks old as they were, simply forward
# would have done better. The baseline was free and public, and stood beside no chart (D5).
# *Source: Lazer, Kennedy, King and Vespignani, "The Parable of Google Flu: Traps in Big Data Analysis", Science 343, 2014.*
#
# **The better score that brought nothing.** A large travel site looked back on some 150 applications of machine learning, each of them tried on visitors assigned by lot. One finding: that a model scores better offline says little about whether the business gains. The proxy had drifted from the goal, or
# the page became slower, or the old model had already got what there was to get. They kept the trials, and stopped choosing by score (D12).
# *Source: Bernardi, Mavridis and Estevez, "150 Successful Machine Learning Models: 6 Lessons Learned at Booking.com", KDD 2019.*
#
# %% [markdown]
# ## Summary
#
# - Numbers stand in one place; the text quotes them; the decision is a rule that was written first, and can say no.
# - A page: problem, why ML and why now, evidence with uncertainty, plan and scope, limits and people, what isn't known, what would stop it.
# - Projects fail in their definition: the wrong label, the missing baseline, the metric that isn't the goal.
