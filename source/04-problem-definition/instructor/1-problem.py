# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: From a wish to a problem
#     minutes: 110
#     prerequisites: []
#     summary: Turn "do something with AI" into a measured problem, a decision for or against ML, labels and goals.
# ---

# %% [markdown]
# # From a wish to a problem
#
# A project is decided before a model is trained. This unit follows one project from the first vague sentence to a plan on one
# page.
#
# On a Monday the director writes:
#
# > We are losing customers. Everybody uses AI now. Can you build something, soon?
#
# By Friday she wants four answers, and your own code gives them at the end of this lesson:
#
# 1. How many do we lose?
# 2. Is it a task for AI at all?
# 3. Is there anything to learn from?
# 4. What would it cost us elsewhere?
#
# After this lesson you can
#
# - look at a business before you believe anybody about it,
# - state a problem with a value that the data show, a target, a date, an owner and a limit,
# - say of a task whether it is one for ML, for a rule, or not for now,
# - make labels from a log without looking into the future,
# - draw goals as a tree, and find the two that pull against each other.
#
# The company is **Kettle & Leaf**, which sells tea by post. It is invented, since nobody publishes such data under a clear
# licence; `data/README.md` says how its data were made. The flights in later lessons are real.
#
# Two words first. **Machine learning** (ML) is a program that finds its rule in examples; the rule that it has found is a **model**. Where people in this unit say
# AI, they mean that.
#
# The exercises take about 85 minutes, reading and questions 25 more: plan two sittings, with a break after D2.
#
# %% role="read-only" id="setup-problem"
import json
import math

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from lesson_end import settle
from workbook import check
from workbook.notebook.quiz import quiz

company = json.load(open("data/company.json", encoding="utf-8"))
today = pd.Timestamp(company["today"])
customers = pd.read_csv("data/customers.csv", parse_dates=["joined"])
events = pd.read_csv("data/events.csv", parse_dates=["at"])
months = pd.read_csv("data/months.csv", parse_dates=["month", "known_on"])
weeks = pd.read_csv("data/weeks.csv", parse_dates=["week"])

# %% [markdown]
# ## The wish
#
# Three things are wrong with starting at once. "Losing" has no number. "Something" has no owner. "Soon" has no date. So first we look.
#
# Everything that customers do is an **event** in a log: they order, visit the page, ask for help, or close their account.
#
# %%
events.head(3)

# %%
events["kind"].value_counts().to_frame()

# %% [markdown]
# Now three pictures of it. The code below only draws; you needn't read it.
#
# %%
orders = events[events["kind"] == "order"].drop_duplicates("event_id")
fig, (left, middle, right) = plt.subplots(1, 3, figsize=(9, 2.8))
joined = customers["joined"].dt.to_period("M").value_counts().sort_index()
left.bar(joined.index.to_timestamp(), joined, width=25, color="#56B4E9")
left.set(title="New customers a month")
by_month = months.sort_values("month")
middle.plot(by_month["month"], by_month["active"], color="#0072B2")
middle.set(title="Active customers, by month", ylim=(0, None))
for ax in (left, middle):
    ax.xaxis.set_major_locator(mdates.MonthLocator((1, 5, 9)))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %y"))
gaps = orders.sort_values("at").groupby("customer_id")["at"].diff().dropna() / pd.Timedelta(days=1)
right.hist(gaps, bins=range(0, 121, 5), color="#009E73")
right.axvline(60, color="#D55E00", linestyle="--")
right.set(title="Days between two orders", xlabel="days (dashed: 60)")
fig.tight_layout()
plt.show()

# %% [markdown]
# On the left: customers join every month. In the middle: more and more are *active*, in other words have ordered in the last 90 days. The company wins customers faster than
# it loses them, and the sum hides the loss.
#
# When is somebody lost? On the right nearly every gap between two orders is shorter than 60 days. But those who left for good aren't in that picture, since a gap ends with an order.
# So count the silences that go on today, too:
#
# %%
silent = today - orders.groupby("customer_id")["at"].max()
ended, going_on = (gaps > 60).sum(), (silent > pd.Timedelta(days=60)).sum()
print(f"{ended} of {len(gaps)} gaps are longer than 60 days")
print(f"{going_on} customers have been silent for longer than that, up to today")
both = ended + going_on
print(f"so {ended / both:.2f} of these {both} silences ended with an order")

# %% [markdown]
# In words: only 33 of 2,055 gaps are longer than 60 days, and 130 customers have been silent for longer by now. So of 163 such silences one in five has ended with an order so far. That is no proof that the others are gone, but a line that one can work with. The company agrees on it: *a customer
# who was active (ordered in the last 90 days) and orders nothing for the next 60 is lost*. Now the wish can be counted.
#
# Two sources tell of it. The **log** (customers and events) comes from the ordering system that was new in January 2025, and holds only those who joined since; the left and the right picture
# are drawn from it. The **report** counts all customers, month by month. One row of it:
#
# %%
months[months["month"] == "2025-12-01"]

# %% [markdown]
# On 1 December 451 customers were active. 113 of them ordered nothing in the following 60 days: 113 / 451 = 0.25 were lost. That was known when the 60 days were over, on `known_on`.
# One month says little, so months are put together. But how?
#
# %%
quiz(
    "In one month 5 of 50 customers are lost, in the next 45 of 150. Which share of all of them "
    "is lost?",
    runs="""
lost = 5 + 45
active = 50 + 150
print(lost / active)
""",
    number=0.25,
    wrong={
        0.2: "That is the mean of 0.10 and 0.30. It counts the small month as much as the big "
        "one.",
        0.3: "That is the newest month alone.",
        0.1: "That is the first month alone.",
    },
    because="50 of 200. Add first, divide once: then each customer counts the same.",
)

# %% [markdown]
# And now the newest five rows:
#
# %%
months.sort_values("month").tail(5)

# %% [markdown]
# January and February look terrible: 310 of 464 lost, two in three, and then 377 of 477, four in five. Before you believe it, look at `known_on`. Today is 9 February 2026.
#
# %%
quiz(
    "On 9 February a report says that 60 of 100 customers active in January are lost; `known_on` "
    "is 2 March. What will be true on 2 March?",
    right="At most 60 of 100 are lost.",
    wrong={
        "60 of 100 are lost.": "Some of the 60 will order in the days that are left, and then "
        "they aren't lost.",
        "At least 60 of 100 are lost.": "Whoever has ordered in the window already can't be lost "
        "any more. The number can only fall.",
        "Nothing can be said.": "Something can: the other 40 have ordered, so they have stayed.",
    },
    because="40 have ordered already. The other 60 still may.",
)

# %% [markdown]
# January and February aren't terrible. Their 60 days aren't over (`known_on` lies after `today`), and whoever hasn't ordered
# *yet* is counted as lost. An **open window** says nothing yet about the share lost.
#
# ## From a number to a statement
#
# A value alone states no problem. It takes a target, a date, an owner and a limit, too. A bicycle workshop might write:
#
# > Of 1,000 customers active on 1 June, 300 had nothing repaired in the next 60 days: a share of 0.300. That was 0.270 a year ago, and if nothing is done, we'll have to close on Mondays. We want at most 0.285 of those active on
# > 1 October, known on 30 November from the same count. Rosa owns it, who decides about letters. We send at most 200 letters a month. Some may feel watched by a letter; we'd notice by those who refuse further ones.
#
# Is 0.285 within reach? A letter can keep only somebody who would have left, and not each of these.
#
# %%
quiz(
    "The workshop has 1,000 active customers and loses 300 of them. It writes to 200. Half of "
    "these would have left, and of that half one in five stays because of the letter. To what can "
    "the share lost fall at best?",
    runs="""
kept = 200 * 0.5 * 0.2
print((300 - kept) / 1000)
""",
    number=0.28,
    wrong={
        0.1: "That would be so if every letter kept somebody. Half of the 200 would have stayed "
        "anyway.",
        0.2: "That would be so if all 100 who would have left stayed. One in five of them does.",
        0.26: "One in five of all 200 is 40. But half of the 200 weren't leaving.",
    },
    because="200 · 0.5 · 0.2 = 20 customers stay, 20 of 1,000, so the share falls by 0.02. A "
    "target of 0.285 is within reach, 0.25 is a wish.",
)

# %% [markdown]
# And at Kettle & Leaf? This is what there is, and who decides about what:
#
# %%
shown = ("today", "board_meets", "contacts_per_month", "leaving_share", "kept_share")
shown += ("constraints", "people")
{key: company[key] for key in shown}

# %% [markdown]
# ## D1 · The problem statement
# **Level 2 · 25 minutes · 2 + 3 points**
#
# Write two things for the first 2 points; the other 3 are for the text "In words" below.
#
# 1. `churn_now(months, today)`: the share of customers lost, as a float. Use the six newest months whose window has closed by `today`
#    (`known_on <= today`; fewer, if there are fewer), of whatever report is given. Put the months together by adding: all lost ÷ all active. Rows come in no order, and a month may be missing. If no
#    window has closed, return `None`.
# 2. `problem`, a dict:
#
# | key | what it holds |
# |---|---|
# | `"current"` | today's value, a share between 0 and 1: what the data show, to three places at least (0.0005 off is near enough) |
# | `"target"` | the value wanted: lower, and within reach of the contacts there are (lower than the `"current"` you write, too) |
# | `"deadline"` | an ISO date such as `"2026-05-31"`: at least 60 days after today, or the result can't be known, and no later than the day on which the board meets |
# | `"owner"` | a name from `company["people"]` who decides about offers |
# | `"constraint"` | `{"what": …, "limit": …}`, one of `company["constraints"]`: its name and its number, as in `{"what": "parcels_per_day", "limit": 400}` |
#
# Within reach: of `contacts_per_month` customers contacted, the share `leaving_share` would have left, and of these the share `kept_share` stays. So the share lost can fall
# by at most contacts × leaving share × kept share ÷ active customers a month (mean of the same six months, 0.0005 more or less; each month's contacts are for those active at its start). Any `problem` that keeps to the table is accepted.
#
# *Example.* Two closed months, 10 lost of 100 and 30 lost of 200: `churn_now` is 40 / 300 = 0.1333…, and not the mean of 0.10 and 0.15. A third month with 290 lost of 300, known
# on tomorrow, changes nothing today.
#
# <details><summary>Hint 1</summary>
#
# Three steps: keep the closed months, sort them by month and keep six, add up.
#
# </details>
# <details><summary>Hint 2</summary>
#
# A condition in square brackets keeps the closed months; `sort_values("month")` and `tail` keep the newest. Which comparison lets a window count on the very day on which it closes?
#
# </details>
# <details><summary>Hint 3</summary>
#
# The mean of active customers is about 421, so of 100 of them at most two or three more can be kept. 0.15 would be a wish. Compute the fall, then choose.
#
# </details>
#
# %% role="answer" id="problem"
def churn_now(months, today):
    """Share of active customers lost, over the six newest months whose window has closed; None
    without any."""
    ### BEGIN SOLUTION
    closed = months[months["known_on"] <= today].sort_values("month").tail(6)
    if closed.empty:
        return None
    return float(closed["lost"].sum() / closed["active"].sum())
    ### END SOLUTION


### BEGIN SOLUTION
problem = {
    "current": churn_now(months, today),
    "target": 0.20,
    "deadline": "2026-06-30",
    "owner": "Amara",
    "constraint": {"what": "contacts_per_month", "limit": 90},
}
### END SOLUTION

# %% role="tests" id="problem-tests" points=2
import problem_forms

grade = check.parts(2)
two_months = pd.DataFrame(
    {
        "month": ["2025-03-01", "2025-01-01", "2025-02-01"], "active": [300, 100, 200],
        "lost": [290, 10, 30]
    }
)
two_months["month"] = pd.to_datetime(two_months["month"])
two_months["known_on"] = two_months["month"] + pd.Timedelta(days=60)
with grade("the current value is what the data show"):
    for day, lost_share in (("2025-04-02", 40 / 300), ("2025-04-01", 0.1)):
        what = (
            f"churn_now on the example, on {day}, on which "
            f"{'both windows have' if day == '2025-04-02' else 'one window has'} closed"
        )
        problem_forms.share_lost(churn_now(two_months.copy(), pd.Timestamp(day)), lost_share, what)
    check.that(
        churn_now(two_months.copy(), pd.Timestamp("2025-02-01")) is None,
        "before any window has closed: None"
    )
    problem_forms.share_lost(
        churn_now(months.copy(), today), 557 / 2528, "churn_now on the published report"
    )
    problem_forms.current_value(problem, 557 / 2528)
with grade("target and deadline hold"):
    problem_forms.reachable(problem, 557 / 2528, 90 * 0.38 * 0.3 / (2528 / 6))
    problem_forms.in_time(problem, today, pd.Timestamp(company["board_meets"]))
with grade("owner and constraint hold"):
    problem_forms.responsible(problem, company)
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("problem")
with grade("churn_now on other reports", weight=3):
    for closed, still_open in ((12, 2), (7, 0), (6, 3), (3, 1), (9, 1), (1, 2)):
        comparisons.problem.churn_now(churn_now, *businesses.report(rng, closed, still_open), "another report")
    for window in ((40, 57), (63, 80)):  # two months back, and six more: not the same six
        comparisons.problem.churn_now(churn_now, *businesses.report(rng, 9, 1, window), "another report")
    comparisons.problem.churn_now(churn_now, *businesses.report(rng, 0, 3), "a report without a closed window")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ### In words
#
# Now write the problem down for the director, in 80 to 150 words. The people who grade it use this table, and so should you.
#
# | criterion | 0 | 1 | 2 | 3 |
# |---|---|---|---|---|
# | **Specific and measurable** | no number | a number without its definition | value, target and definition | …and how and when it will be measured again |
# | **Why it matters, why now** | not said | "we should" | a cost or a trend, from the data | …and what happens if nothing is done |
# | **Limits and people affected** | none | a limit without its number | a limit with its number, and an owner | …and who could be harmed, and how one would notice |
#
# Points: the sum of the rows ÷ 3.
#
# %% [markdown] role="essay" id="problem-text" points=3
# ### BEGIN SOLUTION
# Of the customers who were active at the start of a month, 22 in 100 ordered nothing in the following 60 days (six closed months, July to December;
# 557 of 2,528 on the same definition). In January the share was 14 in 100: it has risen nearly every month since, while growing orders hid it.
# If nothing is done and the trend holds, it will be a third next winter, and new customers cost more than kept ones.
#
# We want 20 in 100 among those active in April, known on 30 June, counted by the same report. Amara owns the problem: she decides about offers.
# We may contact 90 customers a month; of these 38 in 100 would leave, and 3 in 10 of them stay. That limits the fall to 2.4 points, so a lower target would be a wish.
#
# Customers may feel watched or bribed. We count complaints and unsubscriptions each week, compare with a group that isn't contacted, and
# stop if they double.
# ### END SOLUTION
#
# %% [markdown]
# ## ML, a rule, or not now
#
# Not every problem deserves a model. Ask in this order:
#
# 1. **May we, and could an error be fatal?** If people would be wronged whatever its quality (`ethics`), or a single mistake that nobody checks can't be undone
#    (`fatal error`), then not now.
# 2. **Are there data?** Nothing to learn from (`no data`): not now.
# 3. **Does it pay?** More to build and run than it can ever bring (`cost`): not now.
# 4. **Would something simpler do?** A rule that is good enough (`simple rule`), or a decision whose reasons must be given to the person concerned
#    and which a points table (so many points for each answer on a form) gives just as well (`must explain`): a rule.
# 5. What remains is a task for ML. Five things make it one: there is a `pattern` to learn, an `objective function` that says what better means, a
#    `complexity` that rules didn't master, enough `data`, and `repetition` that makes learning worthwhile.
#
# A wrong turn that teams take: the model is built first, and the rule that does 97 of 100 cases is found a year later, in a spreadsheet of the
# woman who did the job before.
#
# %%
quiz(
    "Typing errors in the names of 60 teas: the nearest name on the list is right in 995 of "
    "1,000 cases, and 990 are needed. A model reaches 998. What now?",
    right="A rule, since the simple rule is good enough.",
    wrong={
        "ML, since the model is better.": "Better than needed isn't needed. The rule costs "
        "nothing to run, and everybody can read it.",
        "Not now, since five cases remain wrong.": "An error here is cheap and can be mended. "
        "Nothing stops the task.",
        "ML, since there are data for it.": "Having data is one of five conditions. Question 4 "
        "comes "
        "first, and it stops here.",
    },
    because="Question 4 comes before question 5.",
)

# %% [markdown]
# Eight briefs lie on your desk:
#
# - **invoices**: 4,000 invoices a month; find the order number. It always has the form KL-123456. A search for that form, tried on 1,000 invoices, found 998; 99 in 100 are needed.
# - **reorder**: 60 teas, three years of daily sales. How many boxes to order tomorrow? A box too many costs 2 euros, one too few 9. Sales follow weekday, weather and holidays together; the buyer's table misses by 31 in 100.
# - **medicine**: Answer customers at once who ask whether a herbal tea goes with their medicine. 900 answered questions exist. Nobody would read the answer before it is sent; a wrong one can kill.
# - **pay later**: Refuse or allow payment in 30 days. 8,000 cases. Whoever is refused must be given the reasons that weighed most. A points table (so many points for each answer on a form) ranks as well as the best model tried: of two people, each puts the riskier one first in 74 of 100 cases.
# - **new country**: How much of a tea that was never sold will be bought in a country where the shop has no customer yet? No comparable shop shares its numbers.
# - **break room**: Guess from the camera in the break room who will join a union, so that shifts can be planned. Two years of pictures exist.
# - **tins**: Find dents and misprints on tins: 14 kinds, 120,000 labelled pictures, 9,000 tins a day. Hand-made rules found 71 in 100 over two years of work; 95 are needed.
# - **letters**: Sort handwritten letters by topic: 30 letters a year, five minutes each. A model costs 20,000 euros to build and 3,000 a year to run.
#
# %% role="read-only" id="briefs-read"
BRIEFS = (
    "invoices", "reorder", "medicine", "pay later", "new country", "break room", "tins", "letters"
)
VERDICTS = ("ml", "rule", "not now")
CRITERIA = {
    "ml": ("pattern", "objective function", "complexity", "data", "repetition"),
    "rule": ("simple rule", "must explain"),
    "not now": ("ethics", "fatal error", "no data", "cost"),
}

# %% [markdown]
# ## D2 · ML, a rule, or not now
# **Level 2 · 15 minutes · 5 points**
#
# 1. `verdicts`: read the eight briefs above, with their numbers. Write a dict from each brief's name to a pair `(verdict, criterion)` (a tuple or a list): a verdict from
#    `VERDICTS`, and from `CRITERIA[verdict]` the criterion that decides the matter. Where a brief allows several, any of them is accepted.
#    One and the same verdict for all eight earns nothing for them.
# 2. `decide(sheet)` returns such a pair for any company that fills in a sheet, a dict:
#
# | key | what it says | criterion |
# |---|---|---|
# | `"wrongs_people"` | True if people would be wronged, whatever its quality | true: `ethics` |
# | `"fatal"`, `"checked"` | True if one mistake can't be undone; True if somebody checks each answer before it counts | fatal and not checked: `fatal error` |
# | `"rows"`, `"rows_needed"` | examples there are, and examples that it takes | fewer than it takes: `no data` |
# | `"gain"`, `"running"`, `"building"`, `"years"` | euros it brings a year, costs a year, costs once; years it will run | years × gain isn't above building + years × running: `cost` |
# | `"rule_right"`, `"needed"` | share that the best simple rule gets right, and share that is needed | as much as needed or more: `simple rule` |
# | `"reasons_due"`, `"table_right"`, `"model_right"` | True if reasons must be given; shares that a points table and the model get right | due, and the table as good as the model or better: `must explain` |
#
# If one of the first four holds, the verdict is `"not now"`; else if one of the last two holds, `"rule"`; else `"ml"`. Any criterion of the verdict that
# holds is accepted, and for `"ml"` any of its five.
#
# *Example.* "Round the parcel's weight up to full kilograms" would be `("rule", "simple rule")`. A sheet with 200 rows of 1,000 needed, and a rule that is good enough, is
# `("not now", "no data")`: what stops a task comes first.
#
# <details><summary>Hint 1</summary>
#
# Go through the five questions in their order and stop at the first that decides. `decide` is six `if` lines and a last `return`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# If you hesitate between two verdicts, look for the number in the brief that decides: what is there, and what is needed? If two questions stop a task, the earlier one counts.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Each row of the table is one condition on the sheet, and each condition returns its pair at once. Watch what counts when two numbers are equal: "fewer", "isn't above", "as much as".
#
# </details>
#
# %% role="answer" id="briefs"
def decide(sheet):
    """(verdict, criterion) that follows from a company's sheet."""
    ### BEGIN SOLUTION
    years = sheet["years"]
    if sheet["wrongs_people"]:
        return "not now", "ethics"
    if sheet["fatal"] and not sheet["checked"]:
        return "not now", "fatal error"
    if sheet["rows"] < sheet["rows_needed"]:
        return "not now", "no data"
    if years * sheet["gain"] <= sheet["building"] + years * sheet["running"]:
        return "not now", "cost"
    if sheet["rule_right"] >= sheet["needed"]:
        return "rule", "simple rule"
    if sheet["reasons_due"] and sheet["table_right"] >= sheet["model_right"]:
        return "rule", "must explain"
    return "ml", "pattern"
    ### END SOLUTION


### BEGIN SOLUTION
verdicts = {
    "invoices": ("rule", "simple rule"),
    "reorder": ("ml", "pattern"),
    "medicine": ("not now", "fatal error"),
    "pay later": ("rule", "must explain"),
    "new country": ("not now", "no data"),
    "break room": ("not now", "ethics"),
    "tins": ("ml", "complexity"),
    "letters": ("not now", "cost"),
}
### END SOLUTION

# %% role="tests" id="briefs-tests" points=5
import problem_forms

grade = check.parts(5)
with grade("every brief has a verdict, and a criterion that belongs to it"):
    for name in BRIEFS:
        problem_forms.brief_words(verdicts, name, CRITERIA)
with grade("decide on a sheet for ML, and on others like it"):
    for_ml = {
        "wrongs_people": False, "fatal": False, "checked": False, "rows": 5000, "rows_needed": 1000,
        "gain": 30000, "running": 3000, "building": 20000, "years": 3, "rule_right": 0.93,
        "needed": 0.95,
        "reasons_due": False, "table_right": 0.9, "model_right": 0.96,
    }  # fmt: skip
    for_any_of_five = [("ml", criterion) for criterion in CRITERIA["ml"]]
    problem_forms.decided(
        decide(dict(for_ml)), for_any_of_five, "a sheet that nothing speaks against"
    )
    for change, verdict, criterion in (
        ({"rule_right": 0.95}, "rule", "simple rule"),
        ({"rule_right": 0.95, "rows": 200}, "not now", "no data"),
        ({"rows": 999}, "not now", "no data"), ({"wrongs_people": True}, "not now", "ethics"),
        ({"fatal": True}, "not now", "fatal error"),
        ({"gain": 9666, "building": 19998}, "not now", "cost"),
        ({"reasons_due": True, "table_right": 0.96}, "rule", "must explain"),
    ):  # fmt: skip
        problem_forms.decided(
            decide({**for_ml, **change}), [(verdict, criterion)],
            f"the sheet for ML, changed to {change}"
        )
    for change in ({"rows": 1000}, {"fatal": True, "checked": True}, {"table_right": 0.97}):
        problem_forms.decided(
            decide({**for_ml, **change}), for_any_of_five, f"the sheet for ML, changed to {change}"
        )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

ml = [("ml", criterion) for criterion in CRITERIA["ml"]]
accepted = {
    "invoices": [("rule", "simple rule")],
    "reorder": ml,
    "medicine": [("not now", "fatal error"), ("not now", "ethics")],
    "pay later": [("rule", "must explain"), ("rule", "simple rule")],
    "new country": [("not now", "no data")],
    "break room": [("not now", "ethics")],
    "tins": ml,
    "letters": [("not now", "cost"), ("not now", "no data")],
}
for name, pairs in accepted.items():
    with grade(name):
        problem_forms.brief_words(verdicts, name, CRITERIA)  # not one label for all
        comparisons.problem.brief(verdicts, name, pairs)
rng = check.rng("briefs")
missed = {"not now": ("unchecked",), "rule": ("not due",)}
for verdict, title in (("not now", "sheets that one fact stops"), ("rule", "sheets that a rule is enough for")):
    with grade(f"{title}, and those that it nearly does", weight=3):
        for criterion in CRITERIA[verdict]:
            for edge in (True, False):
                for checked in (True, False):
                    comparisons.problem.decides(decide, businesses.sheet(rng, criterion, edge=edge, checked=checked), "a sheet")
        for criterion in (*CRITERIA[verdict], *missed[verdict]):
            for _ in range(2):
                comparisons.problem.decides(decide, businesses.sheet(rng, missed=criterion), "a sheet")
with grade("sheets with two reasons", weight=2):
    for stop in CRITERIA["not now"]:
        for rule in CRITERIA["rule"]:
            comparisons.problem.decides(decide, businesses.sheet(rng, stop, rule, edge=True), "a sheet")
        comparisons.problem.decides(decide, businesses.sheet(rng, stop, "cost"), "a sheet")
    comparisons.problem.decides(decide, businesses.sheet(rng, *CRITERIA["rule"]), "a sheet")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# *A good place to end the first sitting.*
#
# ## Labels: what was known, and when
#
# To learn from the past, we stand on a day of it, `as_of`, and ask two questions that must never mix:
#
# - **features**: what was known on that day? Only events at or before `as_of` count.
# - **label**: what happened in the 60 days after it? Only events after `as_of` count.
#
# ```text
# ────(  feature window, 90 days  ][ label window, 60 days ]────►
#     −90 days                   as_of                 +60 days
# ```
#
# There is a third possibility besides "stayed" and "lost". If the log ends inside the label window, a customer who hasn't ordered *may* still do
# so. The label is **censored**: unknown, and neither 0 nor 1. Calling it 0 tells the model that people stayed who may have left; calling it 1 repeats the
# mistake of the report. In a table it stands as NaN ("not a number", `math.nan`), the sign for a missing value.
#
# The next cell only draws:
#
# %%
fig, ax = plt.subplots(figsize=(9, 3))
log_ends = pd.Timestamp(company["log_ends"])
as_of = pd.Timestamp("2025-12-20")
shown = orders[orders["at"] > as_of - pd.Timedelta(days=120)]
for line, (_, rows) in enumerate(list(shown.groupby("customer_id"))[10:22]):
    ax.plot(rows["at"], [line] * len(rows), "o", color="#0072B2", markersize=4)
ax.axvspan(as_of - pd.Timedelta(days=90), as_of, color="#56B4E9", alpha=0.25, label="features")
ax.axvspan(as_of, as_of + pd.Timedelta(days=60), color="#E69F00", alpha=0.25, label="label")
ax.axvline(log_ends, color="black", linestyle="--", label="the log ends")
ax.set(title="Orders of twelve customers: the label window isn't over when the log ends", yticks=[])
ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncol=3, frameon=False)
plt.show()

# %% [markdown]
# Each line is a customer, each dot an order. Right of the dashed line nothing has been seen yet. Whoever has a dot in the label window has the label 0. Whoever has none is censored, since the 60 days aren't over; only
# a closed account would settle it.
#
# Now four things that the exercise needs, on small tables. Grouping gives one row a guest:
#
# %%
book = pd.DataFrame({"guest": ["Ann", "Ben", "Ann", "Cleo"]})
book["at"] = pd.to_datetime(
    ["2025-06-01 00:00", "2025-06-10 09:30", "2025-07-31 00:00", "2025-07-31 00:01"]
)
book.groupby("guest")["at"].agg(["size", "max"])

# %% [markdown]
# A window takes its right end in and leaves its left end out:
#
# %%
begin, end = pd.Timestamp("2025-06-01"), pd.Timestamp("2025-06-01") + pd.Timedelta(days=60)
inside = (book["at"] > begin) & (book["at"] <= end)
book.assign(inside=inside, whole_days=(end - book["at"]).dt.days)

# %% [markdown]
# Ann's first visit lies on the left end: out. Her second lies on the right end: in. Cleo came a minute too late. (And `.dt.days` rounds down, also below zero.)
#
# A set answers quickly who was there. And a list of rows makes a table; with `columns`, even an empty list gives one with its columns:
#
# %%
came = set(book.loc[inside, "guest"])
answers = [(guest, guest in came) for guest in ("Ann", "Ben", "Cleo")]
pd.DataFrame(answers, columns=["guest", "came"])

# %% [markdown]
# The last of the four: a line that was copied twice. Its copy may have lost something, so the rows aren't equal, but their number is.
#
# %%
copied = pd.DataFrame({"line": [1, 2, 2, 3], "guest": ["Ann", "Ben", "Ben", "Ben"]})
copied["cups"] = [2, 1, None, 1]
copied.drop_duplicates("line")

# %% [markdown]
# Line 2 was one visit. Line 3 looks like it and is another one.
#
# %%
quiz(
    "as_of is 1 June, the window ends on 31 July, and the log ends on 10 July. A customer "
    "ordered on 20 May and on 3 July. Which label?",
    right="0: stayed",
    wrong={
        "Unknown, since the window isn't over": "What is still to come can't undo the order of 3 "
        "July.",
        "1: lost": "There is an order in the label window, on 3 July.",
        "1: lost, since nothing was ordered in June": "The window is 60 days long. An order "
        "anywhere in it counts.",
    },
    because="One order in the window settles the matter, whether the rest was seen or not.",
)

# %% [markdown]
# ## D3 · Labels from a log
# **Level 3 · 25 minutes · 5 points**
#
# Write `make_labels(events, as_of, days, observed_until)`. It returns a DataFrame with the columns `customer_id`, `orders_90`, `quiet_days`,
# `churned`, one row for each customer who is active at `as_of`, in any order.
#
# - *active*: at least one order in (`as_of` − 90 days, `as_of`], and no `closed` event at or before `as_of` (an account that was ever closed stays out, whatever was ordered
#   since). The left end of a window is open, the right end belongs to it, to the minute.
# - `orders_90`: number of orders in that window.
# - `quiet_days`: whole days since the last order in it (rounded down).
# - `churned`: 0 with an order in (`as_of`, `as_of` + days]; else 1 if the account was closed in that window, or if the whole window was seen
#   (`observed_until >= as_of + days`); else NaN: censored.
# - The queue delivers some events twice: rows with the same `event_id` are one event (a copy may have lost its `amount`). Rows come in no order. Other kinds of events don't count.
# - If nobody is active, the table has its four columns and no row.
#
# *Example*, with `as_of` 1 June, 0:00, 60 days, log seen until 10 July:
#
# | customer | events | row |
# |---|---|---|
# | A | orders on 20 May and 5 June | 1, 12, 0 |
# | B | orders on 2 April and 20 May | 2, 12, NaN |
# | C | order on 20 May, closed on 8 June | 1, 12, 1 |
# | D | order on 1 February | no row |
# | E | order on 3 March, 0:00, 90 days before | no row |
# | F | order on 1 June, 0:00 | 1, 0, NaN |
# | G | closed on 4 April, order on 20 May | no row |
# | H | order on 20 May at 15:00, visit on 3 June | 1, 11, NaN |
#
# The same with 30 days, to 1 July, which have all been seen: B, F and H get 1.
#
# <details><summary>Hint 1</summary>
#
# Make four small tables first: the log without copies, orders before, orders in the label window, closings.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Grouped by customer, the `size` and the `max` of the moments give two of the columns. For the label, sets of customers are enough: those who ordered in the window, those who closed in it.
#
# </details>
# <details><summary>Hint 3</summary>
#
# There are three cases for the label, and their order counts: which fact settles the matter, whatever else is in the window? If copies are counted: drop them by `event_id`, before anything else. If a row
# is there that shouldn't be: look at both ends of each window, to the minute.
#
# </details>
#
# %% role="answer" id="labels"
def make_labels(events, as_of, days, observed_until):
    """Features and label of every customer active at as_of: customer_id, orders_90, quiet_days,
    churned."""
    ### BEGIN SOLUTION
    end = as_of + pd.Timedelta(days=days)
    log = events.drop_duplicates("event_id")
    orders, closed = log[log["kind"] == "order"], log[log["kind"] == "closed"]
    before = orders[(orders["at"] > as_of - pd.Timedelta(days=90)) & (orders["at"] <= as_of)]
    gone = set(closed.loc[closed["at"] <= as_of, "customer_id"])
    ordered = set(orders.loc[(orders["at"] > as_of) & (orders["at"] <= end), "customer_id"])
    left = set(closed.loc[(closed["at"] > as_of) & (closed["at"] <= end), "customer_id"])
    table = before.groupby("customer_id")["at"].agg(["size", "max"]).reset_index()
    table = table[~table["customer_id"].isin(gone)]
    seen = observed_until >= end
    return pd.DataFrame(
        {
            "customer_id": table["customer_id"],
            "orders_90": table["size"],
            "quiet_days": (as_of - table["max"]).dt.days,
            "churned": [
                0.0 if c in ordered else 1.0 if c in left or seen else math.nan for c in table["customer_id"]
            ],
        }
    )
    ### END SOLUTION

# %% role="tests" id="labels-tests" points=5
import problem_forms

grade = check.parts(5)
example = pd.DataFrame(
    [
        ("E1", "A", "2025-05-20", "order"), ("E2", "A", "2025-06-05", "order"),
        ("E3", "B", "2025-04-02", "order"),
        ("E4", "B", "2025-05-20", "order"), ("E4", "B", "2025-05-20", "order"),
        ("E5", "C", "2025-05-20", "order"),
        ("E6", "C", "2025-06-08", "closed"), ("E7", "D", "2025-02-01", "order"),
        ("E8", "E", "2025-03-03", "order"),
        ("E9", "F", "2025-06-01", "order"), ("E10", "G", "2025-05-20", "order"),
        ("E11", "G", "2025-04-04", "closed"),
        ("E12", "H", "2025-05-20 15:00", "order"), ("E13", "H", "2025-06-03", "visit"),
    ],
    columns=["event_id", "customer_id", "at", "kind"],
)
example["at"] = pd.to_datetime(example["at"], format="mixed")
june, july = pd.Timestamp("2025-06-01"), pd.Timestamp("2025-07-10")
with grade("the worked example", weight=4):
    problem_forms.labels(
        make_labels(example.copy(), june, 60, july),
        {
            "A": (1, 12, 0), "B": (2, 12, math.nan), "C": (1, 12, 1), "F": (1, 0, math.nan),
            "H": (1, 11, math.nan)
        }, "the example", events=example,
    )
    problem_forms.labels(
        make_labels(example.copy(), june, 30, pd.Timestamp("2025-07-01")),
        {"A": (1, 12, 0), "B": (2, 12, 1), "C": (1, 12, 1), "F": (1, 0, 1), "H": (1, 11, 1)},
        "the example with 30 days", events=example,
    )
with grade("the published log"):
    problem_forms.labels(
        make_labels(
            events.copy(), pd.Timestamp("2025-10-01"), 60, pd.Timestamp(company["log_ends"])
        ),
        pd.read_csv("data/october.csv", index_col="customer_id").T.to_dict("list"),
        "the published log", events=events,
    )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("labels")
seen = [businesses.log(rng, days) for days in (60, 30, 100)] + [businesses.log(rng, int(rng.integers(40, 80)), seen=0)]
cut = [businesses.log(rng, 60, -1), businesses.log(rng, 45, -20 * 1440), businesses.log(rng, 120, -45 * 1440)]
with grade("who is active", weight=2):
    for case in seen:
        comparisons.problem.labels(make_labels, case, "another log", ["who"])
    nobody = businesses.Log(seen[0].events, seen[0].events["at"].min() - pd.Timedelta(days=1), 60, seen[0].observed_until)
    comparisons.problem.labels(make_labels, nobody, "a day before the first event")
with grade("orders_90 and quiet_days", weight=5):
    for case in (*seen, cut[0]):
        comparisons.problem.labels(make_labels, case, "another log", ["orders_90", "quiet_days"])
with grade("who left, where the whole window was seen", weight=2):
    for case in seen:
        comparisons.problem.labels(make_labels, case, "another log", ["churned"])
with grade("a log that ends inside the window", weight=6):
    for case in cut:
        comparisons.problem.labels(make_labels, case, "a log that ends too soon", ["churned"])
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Goals, objectives, metrics, and the pair that conflicts
#
# "Keep customers" is a goal. Below it stand objectives, and below these metrics that one can read off a table, each with the direction that counts as better:
#
#     more customers stay, and it pays        goal
#     ├─ they stay                            objective
#     │  ├─ kept_share         up             metric
#     │  └─ unsubscribes       down           metric
#     └─ it pays                              objective
#        ├─ margin_per_order   up             metric
#        └─ …
#
# A goal with one metric invites the obvious trick: vouchers for everybody. That is why the metric it would be bought with belongs on the tree
# too. Which one is it? Don't guess; the weeks show it.
#
# Each row of `weeks` is a week. `kept_share` looks back: of those who were active 60 days before, the share that has ordered since. `margin_per_order` is what an order leaves in euros, `voucher_euros` what is given away,
# `answer_hours` how long a customer waits for an answer.
#
# %%
weeks.head(3)

# %% [markdown]
# For each of the six it was agreed which way is better:
#
# %% role="read-only" id="directions"
directions = {
    "kept_share": "up", "margin_per_order": "up", "voucher_euros": "down",
    "answer_hours": "down", "late_parcels": "down", "unsubscribes": "down",
}  # fmt: skip

# %%
fig, axes = plt.subplots(2, 3, figsize=(9, 4), sharex=True)
for ax, name in zip(axes.flat, directions):
    ax.plot(pd.to_datetime(weeks["week"]), weeks[name], color="#0072B2")
    ax.set_title(f"{name} ({directions[name]})", fontsize=9)
    ax.xaxis.set_major_locator(mdates.MonthLocator((1, 7)))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %y"))
plt.tight_layout()
plt.show()

# %% [markdown]
# The share kept has fallen over the year, and the vouchers with it, while late parcels rose. Does one come from the other? First a measure. The **correlation** puts into one number how two columns go together. Draw a dot for each row, one column to the right, the other upwards:
#
# %%
draws = np.random.default_rng(2)
one, noise = draws.normal(size=(2, 56))
fig, axes = plt.subplots(1, 3, figsize=(9, 2.6))
for ax, two in zip(axes, (one + 0.3 * noise, noise, -one + 0.3 * noise)):
    ax.plot(one, two, "o", color="#0072B2", markersize=3)
    ax.set(title=f"correlation {np.corrcoef(one, two)[0, 1]:.2f}", xlabel="one", ylabel="two")
fig.tight_layout()
plt.show()

# %% [markdown]
# It is +1 if all dots lie on a rising straight line, and −1 if on a falling one. It is near 0 if small values of one come with small and large values of the other alike.
# `np.corrcoef(one, two)[0, 1]` computes it, and `np.diff` gives the changes from row to row.
#
# %%
quiz(
    "Sales and rain both rise through a year and have nothing to do with each other. What does "
    "this print?",
    runs="""
import numpy as np

rng = np.random.default_rng(0)
weeks = np.arange(52)
sales, rain = weeks + rng.normal(0, 3, 52), 2 * weeks + rng.normal(0, 6, 52)
levels = np.corrcoef(sales, rain)[0, 1]
changes = np.corrcoef(np.diff(sales), np.diff(rain))[0, 1]
print(f"levels {levels:.1f}, changes from week to week {changes:.1f}")
""",
    right="levels 1.0, changes from week to week -0.1",
    wrong={
        "levels 0.0, changes from week to week 0.0": "Both levels rise with the calendar, so "
        "high weeks of one are high weeks of the other.",
        "levels 1.0, changes from week to week 0.9": "The noise of one week is drawn for each "
        "line alone. The changes have little in common.",
        "levels 0.0, changes from week to week 1.0": "The other way round: the levels share the "
        "year, the changes share nothing.",
    },
    because="What two lines share over a year may be the year alone. Their changes from week to "
    "week don't share it.",
)

# %% [markdown]
# Careful: two lines that both drift over a year correlate strongly and may have nothing to do with each other but the
# calendar. What trades off shows from one week to the next: in weeks when one gets *better*, the other gets *worse*.
#
# One pair, step by step. `diff` gives the change from the row before; hours and late parcels are better when they fall, so their signs are turned:
#
# %%
faster, more_punctual = -weeks["answer_hours"].diff(), -weeks["late_parcels"].diff()
print("answers get faster, and parcels more punctual, in the same weeks?")
print(f"correlation {faster.corr(more_punctual):.2f}")

# %% [markdown]
# Near 0: the two have little to do with each other. At −1 one would get better in just those weeks in which the other gets worse.
#
# Six metrics make fifteen pairs. `itertools.combinations` gives every pair of names, and `min` with a `key` finds the one that is lowest in something. Here it is the price of two teas:
#
# %%
import itertools

tea_euros = {"assam": 4, "mint": 3, "oolong": 6}
tea_pairs = list(itertools.combinations(tea_euros, 2))


def euros_of_both(pair):
    return tea_euros[pair[0]] + tea_euros[pair[1]]


print(tea_pairs)
print(min(tea_pairs, key=euros_of_both))

# %% [markdown]
# `min` gives back the pair, not its 7 euros. `key` is the function itself, without brackets.
#
# ## D4 · The tree of goals
# **Level 3 · 20 minutes · 3 + 3 points**
#
# 1. `conflicting_pair(weeks, directions)` returns the two metrics (names, in any order) that conflict most. Take each metric's change from week to week, turn
#    its sign if its direction is `"down"` so that positive means better, and find the pair with the lowest (most negative) correlation (Pearson's). `directions` names at
#    least two columns of `weeks`, and there may be others; the weeks are in order. Of two metrics, these two are the answer.
# 2. `tree`, a list of dicts, one for each node. Every node has `"id"` and `"parent"` (an id; `None` for the goal). A leaf also has `"metric"`, a column of
#    `weeks`, and `"direction"`, the one that is better. One goal, a level of objectives between it and every metric, at least two children wherever there are any.
#    Ids are names or numbers. Both halves of the strongest conflict must be among the leaves. What else a node holds doesn't matter.
#
# *Example of a goal, an objective and a leaf:* `{"id": "happy customers", "parent": None}`, `{"id": "service", "parent": "happy customers"}`,
# `{"id": "fast answers", "parent": "service", "metric": "answer_hours", "direction": "down"}`.
#
# <details><summary>Hint 1</summary>
#
# `weeks[name].diff()` is the change from week to week; `one.corr(two)` leaves the first, empty row out.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `itertools.combinations(directions, 2)` gives every pair. `min` takes a `key`: what of a pair should be lowest?
#
# </details>
# <details><summary>Hint 3</summary>
#
# A sound tree has a goal, two objectives, and two metrics below each. Put one half of the conflict below each objective.
#
# </details>
#
# %% role="answer" id="tree"
def conflicting_pair(weeks, directions):
    """The two metrics whose improvements from week to week are most negatively correlated."""
    ### BEGIN SOLUTION
    from itertools import combinations

    better = {n: weeks[n].diff() * (1 if way == "up" else -1) for n, way in directions.items()}
    return min(combinations(directions, 2), key=lambda pair: better[pair[0]].corr(better[pair[1]]))
    ### END SOLUTION


### BEGIN SOLUTION
tree = [
    {"id": "more customers stay, and it pays", "parent": None},
    {"id": "they stay", "parent": "more customers stay, and it pays"},
    {"id": "it pays", "parent": "more customers stay, and it pays"},
    {"id": "kept", "parent": "they stay", "metric": "kept_share", "direction": "up"},
    {"id": "not annoyed", "parent": "they stay", "metric": "unsubscribes", "direction": "down"},
    {"id": "margin", "parent": "it pays", "metric": "margin_per_order", "direction": "up"},
    {"id": "vouchers", "parent": "it pays", "metric": "voucher_euros", "direction": "down"},
]
### END SOLUTION

# %% role="tests" id="tree-tests" points=3
import problem_forms

grade = check.parts(3)
small = pd.DataFrame(
    {
        "sales": [14, 18, 11, 16, 15, 7], "calls": [2, 11, 4, 6, 13, 16],
        "price": [19, 15, 9, 6, 8, 5], "note": list("abcdef")
    }
)
ways = {"sales": "up", "calls": "down", "price": "down"}
correlations = {
    frozenset(("sales", "calls")): -0.561, frozenset(("sales", "price")): -0.189,
    frozenset(("calls", "price")): 0.606
}
with grade("the tree: one goal, measurable leaves, directions"):
    problem_forms.tree(tree, directions, {"kept_share", "margin_per_order"})
with grade("the pair in a small table, and at Kettle & Leaf"):
    problem_forms.conflict(
        conflicting_pair(small.copy(), dict(ways)), -0.561, correlations, ways, "the small table"
    )
    two_ways = {"calls": "down", "price": "down"}
    problem_forms.conflict(
        conflicting_pair(small.copy(), dict(two_ways)), 0.606, correlations, two_ways,
        "two metrics of it"
    )
    kept_and_margin = {frozenset(("kept_share", "margin_per_order")): -0.932}
    problem_forms.conflict(
        conflicting_pair(weeks.copy(), dict(directions)), -0.932, kept_and_margin, directions,
        "the published weeks"
    )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("tree")
with grade("the pair in other companies", weight=2):
    for way in businesses.WAYS:
        comparisons.problem.conflict(conflicting_pair, *businesses.trading(rng, way), "another company's weeks")
    other, others = businesses.trading(rng, "levels")
    for first in range(4):  # of two metrics, these two, however little they conflict
        comparisons.problem.conflict(conflicting_pair, other, dict(list(others.items())[first : first + 2]), "weeks with two metrics")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ### In words
#
# You found a pair that conflicts. Advise the director in 60 to 120 words: what to do when one half can only be bettered at the expense of the other?
#
# | criterion | 0 | 1 | 2 | 3 |
# |---|---|---|---|---|
# | **Evidence** | no number | a number without what it means | the correlation, and that it is of weekly changes | …and what it does not show (cause) |
# | **A decision** | none | "both matter" | which one leads, and a floor for the other | …with numbers that could be checked next month |
# | **Honest limits** | none | "data may be wrong" | one thing that could turn the advice round | …and how to find out |
#
# Points: the sum of the rows ÷ 3.
#
# %% [markdown] role="essay" id="tree-text" points=3
# ### BEGIN SOLUTION
# Weeks in which more customers stay are weeks in which we earn less on an order: the improvements from week to week correlate at −0.93. It is
# a trade, and vouchers are the likely reason; a correlation doesn't prove it.
#
# I would let the kept share lead and put a floor under the margin: keep at least 78 in 100, as long as the mean margin of four weeks doesn't fall
# below 7.50 euros. If it does, we offer fewer vouchers, not smaller ones.
#
# It could turn round if those who stay for a voucher leave at the next full price. So a group without vouchers is kept for three
# months, and we compare margin per *customer*, not per order.
# ### END SOLUTION
#
# %% [markdown]
# ## Summary
#
# - Look first. A sum that rises can hide a loss; an open window says nothing.
# - A problem has a current value that the data show, a target within reach, a date on which it can be known, an owner who decides, a limit.
# - ML is the last of five questions, not the first. "Not now" is a good answer when its reason is.
# - Features end at `as_of`, labels begin after it, and what isn't known yet is NaN.
# - A goal needs the metric it would be bought with.
#
# Friday. The director asks her four questions, and your code answers:
#
# %%
our_wish = {
    "wrongs_people": False, "fatal": False, "checked": True, "rows": 1241, "rows_needed": 800,
    "gain": 12000, "running": 2700, "building": 9000, "years": 3,
    "rule_right": 0.79, "needed": 0.85,
    "reasons_due": False, "table_right": 0.80, "model_right": 0.87,
}  # fmt: skip


def labelled():
    said = []
    for day in ("2025-12-01", "2026-01-05"):
        labels = make_labels(events, pd.Timestamp(day), 60, pd.Timestamp(company["log_ends"]))
        said.append(f"{day}: {labels['churned'].notna().sum()} of {len(labels)} labels known")
    return "; ".join(said)


def lost():
    return f"lost now: {churn_now(months, today):.4f}; target: {problem['target']}"


def conflict():
    return " against ".join(sorted(conflicting_pair(weeks, directions)))


settle("1. How many do we lose?", "D1", lost)
settle("2. Is it a task for AI at all?", "D2", lambda: ", because of: ".join(decide(our_wish)))
settle("3. Is there anything to learn from?", "D3", labelled)
settle("4. What would it cost us elsewhere?", "D4", conflict)

# %% [markdown]
# In words: of the customers active at the start of a month, about two in nine are lost in the next 60 days, on a definition that everybody agreed to. (The log alone says 15 in 100 for October: newer customers leave less often, and it holds no others. The proposal quotes the report.) Our own sheet passes all questions, so ML may be worth a try; it promises nothing yet. There are labels, if one stands far enough in the past.
# And customers kept with vouchers are paid for with margin. For your proposal, carry the share lost and your target with you.
