# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Features and labels, without tomorrow
#     minutes: 100
#     prerequisites: [07-statistics-and-churn/3-hypotheses]
#     summary: Features as of a day, labels that take 90 days to become known, a split with a gap, a pipeline that survives tomorrow.
# ---

# %% [markdown]
# # Features and labels, without tomorrow
#
# "Who will leave within the next two months?" Before anything can learn an answer, somebody has to make a table: one row for each customer, some columns that describe them, and one that says who left.
#
# Tomasz shows you such a table. A consultant made it at the end of June, with a model on top. On paper the model found most of those who left; at work, from July on, it was no better than dice.
# "We never learnt why", says Tomasz. Hana raises an eyebrow: "On which day was that table true?"
#
# By the end of this lesson your own functions answer her. You can
#
# - compute features *as of* a day, from what was known on that day,
# - make labels for "leaves within two months", and say when such a label becomes known,
# - split by time with a gap that is long enough,
# - build a scikit-learn pipeline that doesn't fall over when tomorrow's rows look a little different.
#
# Plan two sittings of about 50 minutes each, with a break after C13b.

# %% role="read-only" id="setup-features"
from zoneinfo import ZoneInfo

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier

import asof_forms
from workbook import check
from workbook.notebook.quiz import quiz

# %% [markdown]
# ## One customer, one evening
#
# Here is what the warehouse knows about one customer. It is a table of **events**: each row is a moment at which something happened.
#
# %%
log = pd.DataFrame(
    {
        "at": ["2025-03-28T17:05:00Z", "2025-04-12T09:30:00Z", "2025-04-30T22:30:00Z"],
        "kind": ["top_up", "call", "call"],
        "amount": [20.0, 7.5, 3.0],
    }
)
log

# %% [markdown]
# The `Z` says that the moments are told in **UTC**, the world's reference time. Linnet Mobile counts its days in Berlin, where clocks are one hour ahead of UTC in winter and two in summer. So on which
# day was the last call? `to_datetime` reads the text, `tz_convert` goes to another zone, and `tz_localize(None)` forgets the zone and keeps what the clock showed:
#
# %%
moments = pd.to_datetime(log["at"], utc=True)
berlin = moments.dt.tz_convert("Europe/Berlin").dt.tz_localize(None)
log.assign(clock_in_berlin=berlin, date=berlin.dt.normalize())

# %% [markdown]
# Half past ten at night in UTC was half past midnight in Berlin: the call belongs to 1 May. Now stand at the end of 30 April and ask what was known. How many days ago was each event?
#
# %%
day = pd.Timestamp("2025-04-30")
ago = (day - berlin.dt.normalize()).dt.days
log.assign(days_ago=ago)

# %% [markdown]
# A negative number is tomorrow. On 30 April nobody knew of that call, so it has no place in anything that describes the customer on that day.
#
# %%
quiz(
    "An event is at 2025-01-15T22:30:00Z. On which day was it in Berlin?",
    runs="""
import pandas as pd

moment = pd.Timestamp("2025-01-15T22:30:00Z")
print(moment.tz_convert("Europe/Berlin").date())
""",
    right="2025-01-15",
    wrong={
        "2025-01-16": "In summer it would be. In January Berlin is one hour ahead, and the clock "
        "showed 23:30.",
        "2025-01-14": "Berlin is ahead of UTC, never behind it.",
    },
    because="It is winter: one hour, not two. Whoever adds a fixed number of hours is wrong for "
    "half of the year.",
)

# %% [markdown]
# Twice a year the clocks change, early on a Sunday morning: at the end of March one hour is left out, at the end of October one comes twice. Here are two pairs of late evenings, and a moment that is missing:
#
# %%
evenings = pd.Series(
    [
        "2025-03-29T22:30:00Z", "2025-03-30T22:30:00Z",  # around the change in spring
        "2024-10-26T22:30:00Z", "2024-10-27T22:30:00Z", None,  # around the one in autumn
    ]
)
clock = pd.to_datetime(evenings, utc=True).dt.tz_convert("Europe/Berlin").dt.tz_localize(None)
pd.DataFrame({"in UTC": evenings, "clock in Berlin": clock, "date": clock.dt.normalize()})

# %% [markdown]
# The two of each pair lie 24 hours apart. In spring they fall on 29 and on 31 March, since 30 March had only 23 hours. In autumn *both* fall on 27 October, which had 25. So a day isn't 24 hours: turn each moment into a date first, with the clock of that very moment, and count from date to date.
#
# What is missing became `NaT`, "not a time". It stays missing in every subtraction, with no help from you.
#
# %% [markdown]
# ## C13a · Days ago
# **Level 2 · 8 minutes · 1 point**
#
# Write `days_ago(moments, day)`. `moments` is a Series of texts in UTC, such as `"2025-04-30T21:59:59Z"`; some may be missing (None or NaN). `day` is a text such as `"2025-04-30"`, a date in Berlin.
#
# Return a Series of numbers with the index of `moments`, in its order: how many days the date of each moment, by Berlin's calendar, lies before `day`.
#
# - On the day itself it is 0, on the day before 1. Tomorrow it is −1: what comes later is negative, and stays.
# - A day begins at midnight in Berlin, and a date counts as a whole: days are counted from date to date, not in hours.
# - In each moment Berlin's clock of *that* moment holds, summer time or not.
# - A missing moment gives a missing number. A Series without any moment gives one without any number.
#
# *Example*, for 30 April 2025:
#
# | moment in UTC | Berlin's clock | days ago |
# |---|---|---|
# | 2025-04-30T21:59:59Z | 30 April, 23:59:59 | 0 |
# | 2025-04-30T22:00:00Z | 1 May, 00:00:00 | −1 |
# | 2025-04-29T22:00:00Z | 30 April, 00:00:00 | 0 |
# | 2025-01-30T23:00:00Z | 31 January, 00:00:00 | 89 |
# | 2025-01-30T22:59:59Z | 30 January, 23:59:59 | 90 |
# | 2025-03-29T22:30:00Z | 29 March, 23:30 | 32 |
# | 2025-03-30T22:30:00Z | 31 March, 00:30 | 30 |
# | 2024-10-26T22:30:00Z | 27 October, 00:30 | 185 |
# | 2024-10-27T22:30:00Z | 27 October, 23:30 | 185 |
# | missing | | missing |
#
# <details><summary>Hint 1</summary>
#
# Every step has been run above: read, go to Berlin, forget the zone, keep the date. Try each on `evenings` first.
#
# </details>
# <details><summary>Hint 2</summary>
#
# If all numbers are one too small but those at midnight: the time of day is still in there. If only some around midnight are wrong: print Berlin's clock for these. If the index is lost: which step made a list of the Series?
#
# </details>
#
# %% role="answer" id="days-ago"
def days_ago(moments, day):
    """How many days before *day* each moment (UTC, as text) was, by Berlin's calendar."""
    ### BEGIN SOLUTION
    berlin = pd.to_datetime(moments, utc=True).dt.tz_convert("Europe/Berlin").dt.tz_localize(None)
    return (pd.Timestamp(day) - berlin.dt.normalize()).dt.days
    ### END SOLUTION

# %% role="tests" id="days-ago-tests" points=1
import asof_forms

right_at_midnight = {
    "2025-04-30T21:59:59Z": 0, "2025-04-30T22:00:00Z": -1, "2025-04-29T22:00:00Z": 0,
    "2025-04-29T21:59:59Z": 1, "2025-01-30T23:00:00Z": 89, "2025-01-30T22:59:59Z": 90,
    "2025-05-17T10:00:00Z": -17,
}
right_at_changes = {
    "2025-03-29T22:30:00Z": 32, "2025-03-30T22:30:00Z": 30, "2024-10-26T22:30:00Z": 185,
    "2024-10-27T22:30:00Z": 185,
}
some_moments = pd.Series(
    ["2025-04-30T10:00:00Z", None, "2025-05-01T10:00:00Z", np.nan], index=["d", "a", "c", "b"]
)

grade = check.parts(1)
with grade("the example: around midnight, in summer and in winter"):
    asof_forms.days_ago(
        days_ago(pd.Series(list(right_at_midnight)), "2025-04-30"),
        pd.Series(list(right_at_midnight)), list(right_at_midnight.values()), "the example"
    )
with grade("the example: where the clocks change"):
    asof_forms.days_ago(
        days_ago(pd.Series(list(right_at_changes)), "2025-04-30"),
        pd.Series(list(right_at_changes)), list(right_at_changes.values()), "the example"
    )
with grade("missing moments, and none at all"):
    asof_forms.days_ago(
        days_ago(some_moments.copy(), "2025-04-30"), some_moments,
        [0, float("nan"), -1, float("nan")], "four moments with an index of letters"
    )
    asof_forms.days_ago(
        days_ago(some_moments.head(0), "2025-04-30"), some_moments.head(0), [],
        "a Series without any moment"
    )
### BEGIN HIDDEN TESTS
from hidden import asof_worlds

logs = asof_worlds.logs(check.rng("days-ago"))
with grade("around midnight on other days", weight=2):
    for log in logs:
        asof_forms.days_ago(days_ago(log.near.copy(), log.day), log.near, log.near_days, f"moments as of {log.day}")
with grade("where the clocks change in other years", weight=2):
    for log in logs:
        asof_forms.days_ago(days_ago(log.changes.copy(), log.day), log.changes, log.change_days, f"moments as of {log.day}")
with grade("missing moments, another index, and none at all"):
    for log in logs:
        asof_forms.days_ago(days_ago(log.holes.copy(), log.day), log.holes, log.hole_days, f"moments with holes as of {log.day}")
        asof_forms.days_ago(days_ago(log.holes.head(0), log.day), log.holes.head(0), [], "a Series without any moment")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## A window is a range of days
#
# "Events in the last 30 days" shall mean: the day itself and the 29 days before it. In `days_ago` these are the numbers 0 to 29. Three windows are needed below:
#
# %%
def windows(lanes, marks=()):
    """Draw ranges of days beside each other: (name, first, last, colour), days counted from the
    day."""
    fig, ax = plt.subplots(figsize=(9, 0.5 * len(lanes) + 1.2))
    for place, (name, first, last, colour) in enumerate(lanes):
        ax.barh(-place, last - first + 1, left=first - 0.5, color=colour, height=0.6)
        ax.text(first, -place, f" {name}", va="center", fontsize=9)
    for at, name in marks:
        ax.axvline(at, color="black", linestyle="--", linewidth=1, zorder=0)
        ax.text(at, 0.6, name, ha="center", fontsize=9, backgroundcolor="white")
    ax.set(yticks=[], ylim=(0.5 - len(lanes), 1.1), xlabel="days from the day")
    plt.tight_layout()
    plt.show()


windows(
    [
        ("90 days", -89, 0, "#56B4E9"),
        ("last 30 days", -29, 0, "#009E73"),
        ("the 30 before", -59, -30, "#F0E442"),
        ("tomorrow: not known", 1, 30, "#D55E00"),
    ],
    [(0, "the day")],
)

# %% [markdown]
# Five numbers about a customer have served the trade for decades. The first three even have a name, **RFM**:
#
# - **recency**: how many days ago was the last event?
# - **frequency**: how many events in the last 90 days?
# - **money**: how many euros in the last 90 days?
# - **tenure**: for how many days have they been a customer?
# - **trend**: events in the last 30 days, less those in the 30 days before. Below 0, somebody is going quiet.
#
# For a trend one must have been there in both windows. Somebody who signed on three weeks ago has no "30 days before"; a 0 there would say that they were quiet. So their trend is *missing*.
#
# ## One row for each customer, whatever happened
#
# Three customers now, and only two of them have events:
#
# %%
three = pd.DataFrame(
    {"customer_id": [1, 2, 3], "signed_on": ["2024-05-01", "2025-04-30", "2025-01-10"]}
)
seen = pd.DataFrame({"customer_id": [1, 1, 3], "days_ago": [4, 40, 12]})
three.merge(seen.groupby("customer_id")["days_ago"].min().reset_index(), on="customer_id")

# %% [markdown]
# Customer 2 is gone, and with them everybody who never calls: just those whom Ines should hear about. A join keeps what is on both sides unless it is told otherwise. Begin with the customers, and bring what was counted to them:
#
# %%
table = three.set_index("customer_id")
table["recency"] = seen.groupby("customer_id")["days_ago"].min()
table["frequency"] = seen.groupby("customer_id").size()
table

# %% [markdown]
# A new column is matched by the index, and who has no value there gets a missing one (NaN). For the frequency we *know* the number: it is 0. For the recency there is none. How many days ago was what never happened? 0 would say "today", 9999 would be an invented number that means something else. It stays missing.
#
# %%
table["frequency"] = table["frequency"].fillna(0)
table.reset_index()

# %% [markdown]
# In SQL the same is a `LEFT JOIN`. Python has a small database on board, and a frame goes in and out with one line each:
#
# %%
import sqlite3

with sqlite3.connect(":memory:") as connection:
    three.to_sql("three", connection, index=False)
    seen.to_sql("seen", connection, index=False)
    in_sql = pd.read_sql(
        """
        SELECT customer_id, MIN(days_ago) AS recency, COUNT(days_ago) AS frequency
        FROM three LEFT JOIN seen USING (customer_id) GROUP BY customer_id
        """,
        connection,
    )
in_sql

# %% [markdown]
# Now a trap that neither of the two tells you of. The customers have **tickets** at the help desk, too. Join both tables at once:
#
# %%
tickets_of_three = pd.DataFrame({"customer_id": [1, 1], "ticket_id": [71, 72]})
both = three.merge(seen, on="customer_id", how="left").merge(
    tickets_of_three, on="customer_id", how="left"
)
both

# %%
quiz(
    "Customer 1 has two events and two tickets. How many events does `both` give customer 1?",
    runs="""
import pandas as pd

one = [1, 1]
events = pd.DataFrame({"customer_id": one, "days_ago": [4, 40]})
tickets = pd.DataFrame({"customer_id": one, "ticket_id": [71, 72]})
print(events.merge(tickets, on="customer_id")["days_ago"].count())
""",
    number=4,
    wrong={
        2: "That is the truth, and not what the joined table says.",
        3: "Each event meets each ticket."
    },
    because="Each of the two events stands beside each of the two tickets: 2 · 2 rows. Count "
    "first, one row for each customer, and join what was counted.",
)

# %% [markdown]
# One more thing about tickets. A ticket has `opened_at` and `closed_at`. Today's table says that a ticket of 20 April was closed on 3 May. *As of* 30 April it was open, and Ines's people would have seen it as open. The warehouse has written over what was true on that day:
# such columns change later, and they leak without any date being in the future at first sight.
#
# %% [markdown]
# ## C13b · Features as of a day
# **Level 3 · 20 minutes · 4 points**
#
# Write `features(customers, events, tickets, day)`. `day` is a text such as `"2025-04-30"`: you stand at the end of that day in Berlin. The tables have been cleaned:
#
# - `customers`: `customer_id`, `signed_on` (a date in Berlin, as text), and more,
# - `events`: `event_id`, `customer_id`, `at` (in UTC, as text such as `"2025-04-30T21:59:59Z"`), `kind`, `amount` (euros if the kind is `top_up`; minutes, MB or nothing otherwise),
# - `tickets`: `ticket_id`, `customer_id`, `opened_at`, `closed_at` (by Berlin's clock, as text such as `"2025-04-30 23:59"`; missing: never closed).
#
# Return a DataFrame with one row for each customer who signed on by that day, in any order, and at least these columns:
#
# | column | content |
# |---|---|
# | `customer_id` | as in `customers` |
# | `recency_days` | days from the date of the last event, by Berlin's calendar, to the day; missing without any event |
# | `frequency_90` | number of events on the day and the 89 days before it |
# | `money_90` | sum of the euros of `top_up` in the same 90 days |
# | `tenure_days` | days from `signed_on` to the day |
# | `trend` | events of the last 30 days (the day and the 29 before) less those of the 30 days before these; missing if `tenure_days` is below 59 |
# | `open_tickets` | tickets opened by the end of the day and not closed by then |
#
# - What happened after the day counts nowhere.
# - Customers without events or tickets have a row, too: counts and sums are 0.
# - Every kind of event counts for recency, frequency and trend. Events and tickets of people who aren't in `customers` make no row.
# - Rows come in no order, and `events` and `tickets` may be empty. Missing may be None or NaN.
# - Use pandas, SQL (`sqlite3`), or plain Python.
#
# *Example*, for 30 April 2025. The last 30 days begin on 1 April, the 30 before on 2 March, the 90 days on 31 January:
#
# | customer | signed on | events (in UTC) and tickets (in Berlin) | recency, frequency, money, tenure, trend, tickets |
# |---|---|---|---|
# | 101 | 2024-04-30 | call 04-30 21:59:59, call 04-30 22:00:00 | 0, 1, 0, 365, 1, 0 |
# | 102 | 2025-04-30 | nothing | missing, 0, 0, 0, missing, 0 |
# | 103 | 2025-05-01 | nothing | no row |
# | 104 | 2025-03-02 | top_up of 15 on 03-31 21:59:59, top_up of 20 on 03-31 22:00:00, call on 03-10; two open tickets | 29, 3, 35, 59, −1, 2 |
# | 105 | 2025-03-03 | complaint on 04-10; one ticket closed on 04-30 at 23:59, one on 05-03 | 20, 1, 0, 58, missing, 1 |
# | 106 | 2024-01-01 | top_up of 9.90 on 01-30 23:00:00, top_up of 50 on 01-30 22:59:59; ticket opened on 05-01 at 00:00 | 89, 1, 9.90, 485, 0, 0 |
# | 107 | 2024-01-01 | call on 05-04 | missing, 0, 0, 485, 0, 0 |
#
# 22:00 in UTC on 30 April is midnight in Berlin: 1 May has begun. In January it is 23:00.
#
# <details><summary>Hint 1</summary>
#
# Make a column `ago` with your `days_ago`, drop what is below 0, and everything about events is a comparison with 30, 60 or 90. If single customers are wrong: print their events with the clock in Berlin.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Take the customers as the index, and give the table one column at a time: `rows.groupby("customer_id").size()` of the rows that count. Never join two tables of many rows each.
#
# </details>
# <details><summary>Hint 3</summary>
#
# For the tickets you need a moment, the end of the day: `pd.Timestamp(day) + pd.Timedelta(days=1)`. They are told by Berlin's clock already. Comparisons with a missing moment are false; which of the two comparisons should you turn round with `~`? For the trend, `.where(condition)` keeps a value only where the condition holds.
#
# </details>
#
# %% role="answer" id="as-of"
def features(customers, events, tickets, day):
    """One row for each customer as of the end of *day* in Berlin."""
    ### BEGIN SOLUTION
    today = pd.Timestamp(day)
    midnight = today + pd.Timedelta(days=1)
    known = events.assign(ago=days_ago(events["at"], day))
    known = known[known["ago"] >= 0]
    opened = pd.to_datetime(tickets["opened_at"]) < midnight
    closed = pd.to_datetime(tickets["closed_at"]) < midnight

    def count(rows):
        return rows.groupby("customer_id").size()

    tenure = (today - pd.to_datetime(customers["signed_on"])).dt.days
    table = customers[["customer_id"]].assign(tenure_days=tenure)[tenure >= 0].set_index("customer_id")
    recent = known[known["ago"] < 90]
    table["recency_days"] = known.groupby("customer_id")["ago"].min()
    table["frequency_90"] = count(recent)
    table["money_90"] = recent[recent["kind"] == "top_up"].groupby("customer_id")["amount"].sum()
    table["last_30"] = count(known[known["ago"] < 30])
    table["before"] = count(known[(known["ago"] >= 30) & (known["ago"] < 60)])
    table["open_tickets"] = count(tickets[opened & ~closed])
    counted = ["frequency_90", "money_90", "last_30", "before", "open_tickets"]
    table[counted] = table[counted].fillna(0)
    table["trend"] = (table["last_30"] - table["before"]).where(table["tenure_days"] >= 59)
    return table.drop(columns=["last_30", "before"]).reset_index()
    ### END SOLUTION

# %% role="tests" id="as-of-tests" points=4
import asof_forms

nan = float("nan")
some_customers = pd.DataFrame({"customer_id": range(101, 108)})
some_customers["signed_on"] = [
    "2024-04-30", "2025-04-30", "2025-05-01", "2025-03-02", "2025-03-03", "2024-01-01", "2024-01-01"
]
some_events = pd.DataFrame(
    [
        (101, "2025-04-30T21:59:59Z", "call", 4.0), (101, "2025-04-30T22:00:00Z", "call", 2.0),
        (104, "2025-03-31T21:59:59Z", "top_up", 15.0),
        (104, "2025-03-31T22:00:00Z", "top_up", 20.0), (104, "2025-03-10T12:00:00Z", "call", 300.0),
        (105, "2025-04-10T12:00:00Z", "complaint", 1.0),
        (106, "2025-01-30T23:00:00Z", "top_up", 9.9), (106, "2025-01-30T22:59:59Z", "top_up", 50.0),
        (107, "2025-05-04T08:00:00Z", "call", 1.0), (999, "2025-04-20T08:00:00Z", "call", 1.0),
    ],
    columns=["customer_id", "at", "kind", "amount"],
)
some_events.insert(0, "event_id", range(len(some_events)))
some_tickets = pd.DataFrame(
    [
        (104, "2025-04-01 08:00", None), (104, "2025-04-02 08:00", None),
        (105, "2025-04-29 08:00", "2025-04-30 23:59"),
        (105, "2025-04-20 08:00", "2025-05-03 09:00"), (106, "2025-05-01 00:00", None),
    ],
    columns=["customer_id", "opened_at", "closed_at"],
)
some_tickets.insert(0, "ticket_id", range(len(some_tickets)))
right_rows = {
    101: (0, 1, 0, 365, 1, 0), 102: (nan, 0, 0, 0, nan, 0), 104: (29, 3, 35, 59, -1, 2),
    105: (20, 1, 0, 58, nan, 1),
    106: (89, 1, 9.9, 485, 0, 0), 107: (nan, 0, 0, 485, 0, 0),
}
right_rows = {customer: dict(zip(asof_forms.FEATURES, row)) for customer, row in right_rows.items()}
in_words = dict.fromkeys(range(101, 108), "of the example") | {103: "who signs on the day after"}


def example_features():
    return features(some_customers.copy(), some_events.copy(), some_tickets.copy(), "2025-04-30")


grade = check.parts(4)
with grade("the example: who has a row", weight=2):
    asof_forms.customers(example_features(), right_rows, in_words, "the example")
with grade("the example: what happened, and when", weight=2):
    asof_forms.features(
        example_features(), right_rows, in_words, "the example",
        ["recency_days", "frequency_90", "trend"]
    )
with grade("the example: euros, tenure and tickets"):
    asof_forms.features(
        example_features(), right_rows, in_words, "the example",
        ["money_90", "tenure_days", "open_tickets"]
    )
### BEGIN HIDDEN TESTS
from hidden import asof_compare, asof_worlds

companies = asof_worlds.worlds(check.rng("as-of"))
first_day = asof_worlds.first_day(check.rng("as-of-empty"))
with grade("who has a row in other companies", weight=6):
    for company in companies:
        asof_compare.features(features, company, [], "another company")
with grade("recency in other companies", weight=3):
    for company in companies:
        asof_compare.features(features, company, ["recency_days"], "another company")
with grade("frequency and trend in other companies", weight=4):
    for company in companies:
        asof_compare.features(features, company, ["frequency_90", "trend"], "another company")
with grade("money and tenure in other companies", weight=2):
    for company in companies:
        asof_compare.features(features, company, ["money_90", "tenure_days"], "another company")
with grade("tickets in other companies", weight=2):
    for company in companies:
        asof_compare.features(features, company, ["open_tickets"], "another company")
with grade("a company without events and tickets"):
    asof_compare.features(features, first_day, [], "a company without events and tickets")
    asof_compare.features(features, first_day, asof_forms.FEATURES, "a company without events and tickets")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# *A first sitting may end here.* The features stand as of a day. The second sitting adds the labels, the gap, and a pipeline that survives tomorrow. When you come back, first run the cells from the top.
#
# ## Who leaves?
#
# Features look back. The **label** looks ahead: it says what became of the customer, and it is what a model learns to foretell. It takes a definition first, and Ines's is this:
#
# > A customer leaves on the day on which a contract ends and no other one goes on, unless a new one starts within 30 days.
#
# The 30 days are there because people change their plan with a day or two between, or come back from a holiday to a new contract. They are called the **grace** period.
#
# Ines asks about two months, 60 days: that is the **horizon**. A contract's `ended_on` is its last day. Here are four customers around 30 April:
#
# %%
stories = [
    ("stays", [(-40, 95)]),
    ("leaves on day 20", [(-40, 20)]),
    ("changes the plan: stays", [(-40, 20), (32, 95)]),
    ("comes back too late: left", [(-40, 50), (85, 95)]),
]
fig, ax = plt.subplots(figsize=(9, 2.8))
for place, (name, contracts_of_one) in enumerate(stories):
    for first, last in contracts_of_one:
        ax.barh(-place, last - first, left=first, color="#0072B2", height=0.45)
    ax.text(-42, -place, name, ha="right", va="center", fontsize=9)
ax.axvspan(0, 60, color="#E69F00", alpha=0.25, label="horizon: 60 days")
ax.axvspan(60, 90, color="#CC79A7", alpha=0.25, label="grace: 30 days more")
ax.axvline(0, color="black", linestyle="--", label="the day")
ax.set(yticks=[], xlim=(-90, 95), xlabel="days from 30 April", title="Contracts of four customers")
ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.25), ncol=3, frameon=False)
plt.show()

# %% [markdown]
# Look at the fourth one. The contract ends on day 50, inside the horizon. On day 60 nobody can say yet whether this customer has left: a new contract on day 80 would undo it. Only on day 80 are the 30 days over. In the worst case a contract ends on day 60, and then it takes until day 90.
#
# So a label of 60 days becomes known after 60 + 30 = 90 days. Keep that number in mind: the split below hangs on it.
#
# %%
quiz(
    "The day is 30 April. From which day on are the labels of all its customers known?",
    runs="""
from datetime import date, timedelta

print(date(2025, 4, 30) + timedelta(days=60 + 30))
""",
    right="2025-07-29",
    wrong={
        "2025-06-29": "On that day the horizon ends. Whoever left on it may be back within 30 "
        "days.",
        "2025-05-30": "That is the grace of somebody who left on 30 April.",
        "2025-04-30": "Then nothing would have to be foretold.",
    },
    because="60 days in which somebody may leave, and 30 more in which they may come back.",
)

# %% [markdown]
# To ask of each ended contract whether *another one of the same customer* goes on, put every contract beside every other one of the customer: a table is joined with itself.
#
# %%
few = pd.DataFrame(
    {
        "contract_id": [11, 12, 13],
        "customer_id": [1, 1, 2],
        "started_on": pd.to_datetime(["2024-02-01", "2025-06-10", "2024-08-01"]),
        "ended_on": pd.to_datetime(["2025-05-20", None, "2025-05-31"]),
    }
)
pairs = few.merge(few, on="customer_id", suffixes=("", "_other"))
pairs[["customer_id", "contract_id", "ended_on", "contract_id_other", "started_on_other"]]

# %% [markdown]
# Contract 11 meets contract 12, which starts 21 days after 11 has ended: customer 1 stays. (It meets itself, too. That does no harm if the question is put well: a contract doesn't go on after its own end.) Contract 13 meets nobody else: customer 2 leaves on 31 May.
#
# A contract without an end has NaT there, which is neither before nor after anything:
#
# %%
day = pd.Timestamp("2025-04-30")
few.assign(over=few["ended_on"] <= day, still_running=~(few["ended_on"] <= day))

# %% [markdown]
# ## Many days, one after another
#
# One day gives one row for each customer. More to learn from comes with more days: the end of January, of February, of March. Each pair of customer and day is a **snapshot**, and the same customer turns up in many.
#
# How is a model tried on such rows? The usual advice, rows drawn at random for the test, fails badly here. Let us see it fail, on a company of 300 in which *nothing* can be foretold: who leaves is drawn by lot. The model gets two columns that say nothing of leaving, the day of signing on and the
# monthly fee.
#
# %%
lot = np.random.default_rng(7)
people = pd.DataFrame({"customer_id": range(300), "signed_on": lot.integers(0, 3000, 300)})
people["fee"] = lot.uniform(5, 60, 300).round(2)
people["leaves_on"] = np.where(lot.random(300) < 0.7, lot.integers(1, 400, 300), 9999)
snapshots = people.merge(pd.DataFrame({"day": range(0, 300, 30)}), how="cross")
snapshots = snapshots[snapshots["leaves_on"] > snapshots["day"]]
snapshots["left"] = (snapshots["leaves_on"] <= snapshots["day"] + 60).astype(int)


def found(train, test):
    """Of all pairs of a leaver and a stayer, the share in which the tree ranks the leaver
    higher."""
    model = DecisionTreeClassifier(min_samples_leaf=2, random_state=0)
    model.fit(train[["signed_on", "fee"]], train["left"])
    chance = model.predict_proba(test[["signed_on", "fee"]])[:, 1]
    leaver, stayer = chance[test["left"] == 1], chance[test["left"] == 0]
    return (np.sign(leaver[:, None] - stayer[None, :]).mean() + 1) / 2


drawn = lot.random(len(snapshots)) < 0.7
early, late = snapshots["day"] <= 90, snapshots["day"] >= 180
print(f"random rows for the test: {found(snapshots[drawn], snapshots[~drawn]):.2f}")
print(f"later days for the test:  {found(snapshots[early], snapshots[late]):.2f}")

# %% [markdown]
# 0.5 is a coin, 1 would be perfect. There is nothing to find, and yet the random test shows skill. What did the tree learn? Day of signing on and fee together are as good as a name. Whoever leaves in June has a 1 at the end of April *and* at the end of May; if one of the two is in training,
# the tree looks up the other one. It has seen the same customer's future.
#
# A test by time asks what Ines will ask: learn from the past, foretell the future. And because labels become known late, there has to be a **gap** between the two:
#
# %%
windows(
    [
        ("last training day: its label", -90, 0, "#E69F00"),
        ("a day in the gap: its label isn't known yet", -45, 45, "#999999"),
        ("first test day: its label", 0, 90, "#D55E00"),
    ],
    [(0, "the test begins")],
)

# %% [markdown]
# On the day on which the test begins, only labels that are known *by then* may be learnt. A row in the gap is too young for training, and it lies before the test. It is left out.
#
# ## C14 · Labels, and a split with a gap
# **Level 4 · 22 minutes · 4 points**
#
# Dates are texts such as `"2025-04-30"`. The table `contracts` has been cleaned: `contract_id`, `customer_id`, `started_on`, `ended_on` (the last day; missing: no end), and more. Rows come in no order.
#
# **1.** `leaves(contracts, day, horizon=60, grace=30)` gives a DataFrame with the columns `customer_id` and `left`, in any order of rows: one row for each customer with a contract that goes on beyond `day`. That is one that started on `day` or earlier, and ends later than `day` or never.
#
# `left` is 1 if one of the customer's contracts ends in the horizon and nothing follows it, else 0.
#
# - *In the horizon*: it ends after `day`, and at most `horizon` days after it.
# - *Nothing follows*: the customer has no other contract that starts at most `grace` days after that end and ends later than it, or never. A contract that has been running all along counts, too.
#
# The tables reach far enough beyond `day` to know all of this.
#
# **2.** `split(rows, test_from, end, horizon=60, grace=30)`. Each row of `rows` is a snapshot with a `customer_id` and a `day`, and further columns. Return two DataFrames `(train, test)` with rows of `rows` as they stand there (a day stays a text), all columns and every row that may be used:
#
# - *train*: rows whose label is known by `test_from`, that is at most `horizon + grace` days after the row's day.
# - *test*: rows from the day `test_from` on whose label is known by `end`, the last day on which the data were seen.
#
# The same customer may be in both, with days before and days after.
#
# *Example of labels*, for 30 April 2025. The horizon ends on 29 June:
#
# | customer | contracts | row |
# |---|---|---|
# | 201 | since 2024-01-01, no end | 0 |
# | 202, 203 | until 2025-06-29; until 2025-06-30 | 1; 0 |
# | 204, 205 | until 2025-04-30; until 2025-05-01 | no row; 1 |
# | 206, 207 | until 2025-05-31, a new one from 2025-06-30; the same from 2025-07-01 | 0; 1 |
# | 208 | until 2025-05-31, and a second one since January, no end | 0 |
# | 209, 210 | from 2025-04-30; from 2025-05-01 | 0; no row |
# | 211 | until 2025-05-31, a new one from 2025-06-05 to 2025-06-20 | 1 |
# | 212 | two, both until 2025-05-31 | 1 |
# | 213 | until 2025-04-20, a new one from 2025-05-05 | no row |
#
# *Example of a split*: test from 30 June 2025, data until 30 September. Rows of 1 April are in training, those of 2 April are not: 1 April + 90 days is 30 June. Rows of 30 June and of 2 July are in the test, those of 3 July aren't: 2 July + 90 days is 30 September.
#
# <details><summary>Hint 1</summary>
#
# Turn the dates into moments first (`pd.to_datetime`): then a day plus `pd.Timedelta(days=horizon)` can be compared with others. For the split, one new series, the date on which each row's label becomes known, serves both parts.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The table joined with itself shows which contract is followed by another one: write the two conditions of "follows" with `&`, and collect the ids of those contracts. The others that end in the horizon are the ends that count.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If a customer without an end is missing, or counts as nobody who follows: NaT fails every comparison, so ask the opposite and turn it round with `~`. If somebody has two rows: they have two contracts; `drop_duplicates`, or begin with `unique()`.
#
# </details>
#
# %% role="answer" id="leavers"
def leaves(contracts, day, horizon=60, grace=30):
    """Who has a contract that goes on beyond *day*, and whether they leave within *horizon*
    days."""
    ### BEGIN SOLUTION
    day, days = pd.Timestamp(day), pd.Timedelta(days=1)
    own = contracts[["contract_id", "customer_id"]].assign(
        begins=pd.to_datetime(contracts["started_on"]), ends=pd.to_datetime(contracts["ended_on"])
    )
    running = own.loc[(own["begins"] <= day) & ~(own["ends"] <= day), "customer_id"].unique()
    pairs = own.merge(own, on="customer_id", suffixes=("", "_other"))
    follows = (pairs["begins_other"] <= pairs["ends"] + grace * days) & ~(pairs["ends_other"] <= pairs["ends"])
    ended = own[(own["ends"] > day) & (own["ends"] <= day + horizon * days)]
    gone = ended.loc[~ended["contract_id"].isin(pairs.loc[follows, "contract_id"]), "customer_id"]
    return pd.DataFrame({"customer_id": running, "left": np.isin(running, gone).astype(int)})
    ### END SOLUTION


def split(rows, test_from, end, horizon=60, grace=30):
    """(train, test): what was known when the test began, and what is known by now."""
    ### BEGIN SOLUTION
    day = pd.to_datetime(rows["day"])
    known = day + pd.Timedelta(days=horizon + grace)
    train = known <= pd.Timestamp(test_from)
    test = (day >= pd.Timestamp(test_from)) & (known <= pd.Timestamp(end))
    return rows[train], rows[test]
    ### END SOLUTION

# %% role="tests" id="leavers-tests" points=4
import asof_forms

some_contracts = pd.DataFrame(
    [
        (201, "2024-01-01", None), (202, "2024-01-01", "2025-06-29"),
        (203, "2024-01-01", "2025-06-30"), (204, "2024-01-01", "2025-04-30"),
        (205, "2024-01-01", "2025-05-01"), (206, "2024-01-01", "2025-05-31"),
        (206, "2025-06-30", None), (207, "2024-01-01", "2025-05-31"),
        (207, "2025-07-01", None), (208, "2024-01-01", "2025-05-31"), (208, "2025-01-01", None),
        (209, "2025-04-30", None), (210, "2025-05-01", None),
        (211, "2024-01-01", "2025-05-31"), (211, "2025-06-05", "2025-06-20"),
        (212, "2024-01-01", "2025-05-31"), (212, "2025-02-01", "2025-05-31"),
        (213, "2024-01-01", "2025-04-20"), (213, "2025-05-05", None),
    ],
    columns=["customer_id", "started_on", "ended_on"],
)
some_contracts.insert(0, "contract_id", range(len(some_contracts)))
some_labels = {201: 0, 202: 1, 203: 0, 205: 1, 206: 0, 207: 1, 208: 0, 209: 0, 211: 1, 212: 1}
of_the_example = dict.fromkeys(range(201, 214), "of the example")
some_rows = pd.DataFrame(
    [
        (1, "2025-03-31"), (1, "2025-04-01"), (2, "2025-04-02"), (2, "2025-06-29"),
        (1, "2025-06-30"), (2, "2025-07-02"), (2, "2025-07-03")
    ],
    columns=["customer_id", "day"],
)
some_rows["left"] = [0, 1, 0, 0, 0, 1, 0]
young, unseen = (
    "its label wasn't known on the day the test begins",
    "its label isn't known by the end of the data"
)
in_train = dict(zip(zip(some_rows["customer_id"], some_rows["day"]), ["", "", *[young] * 5]))
in_test = dict(
    zip(
        zip(some_rows["customer_id"], some_rows["day"]),
        [*["a day before the test begins"] * 4, "", "", unseen]
    )
)
grade = check.parts(4)
with grade("the example: whose label is asked for"):
    asof_forms.customers(
        leaves(some_contracts.copy(), "2025-04-30"), some_labels, of_the_example,
        "leaves, the example"
    )
with grade("the example: who left"):
    asof_forms.labels(
        leaves(some_contracts.copy(), "2025-04-30"), some_labels, of_the_example,
        "leaves, the example"
    )
with grade("the example of a split"):
    example_parts = split(some_rows.copy(), "2025-06-30", "2025-09-30")
    check.that(
        type(example_parts) is tuple and len(example_parts) == 2,
        "split returns two data frames: (train, test)"
    )
    asof_forms.part_of(example_parts[0], some_rows, in_train, "train, the example")
    asof_forms.part_of(example_parts[1], some_rows, in_test, "test, the example")
### BEGIN HIDDEN TESTS
from hidden import asof_compare, asof_contracts

with grade("whose label is asked for, in other companies", weight=2):
    for company in asof_contracts.companies(check.rng("leavers")):
        asof_compare.leaves(leaves, company, False)
with grade("who left, in other companies", weight=6):
    for company in asof_contracts.companies(check.rng("leavers")):
        asof_compare.leaves(leaves, company, True)
with grade("training rows of other companies", weight=6):
    for case in asof_contracts.splits(check.rng("leavers-split")):
        asof_compare.split(split, case, "train")
with grade("test rows of other companies", weight=3):
    for case in asof_contracts.splits(check.rng("leavers-split")):
        asof_compare.split(split, case, "test")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Tomorrow's rows look different
#
# The tables are ready, and a model wants numbers. Some columns are numbers already. `channel` holds words, typed by people. And `plan_code` holds numbers that aren't any: plan 40 is not twice plan 20. It is a **code**, a name written with digits.
#
# A word or a code becomes numbers by one column for each value, 1 where it applies and 0 elsewhere: **one-hot**, or dummies. pandas has a function for it, and most first models use it. Here are the rows from which a model was learnt, and the one row of this morning:
#
# %%
past = pd.DataFrame(
    {
        "channel": ["shop", "web", "phone", "web", "shop", "phone"],
        "plan_code": [10, 20, 10, 30, 20, 30],
        "recency_days": [3.0, 40.0, 12.0, 5.0, 61.0, 8.0],
        "left": [0, 1, 0, 0, 1, 0],
    }
)
morning = pd.DataFrame({"recency_days": [None], "plan_code": [20], "channel": ["Web "]})
print(pd.get_dummies(past["channel"]).columns.tolist())
print(pd.get_dummies(morning["channel"]).columns.tolist())

# %% [markdown]
# The model expects three columns and is given one, under another name. Nothing here is exotic: columns come in another order, a value is missing that was always there, somebody typed a capital and a blank, and next month there will be a channel that nobody has heard of.
#
# The cure is to *learn* the preparation from the training rows, and to keep it with the model. Each step of scikit-learn has two parts: `fit` learns (which words there are, what the median is), `transform` applies what was learnt, and learns nothing.
#
# %%
encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(past[["channel"]])
print(encoder.get_feature_names_out())
print(encoder.transform(pd.DataFrame({"channel": ["web", "fax"]})))

# %% [markdown]
# `web` is the third column. `fax` was never seen: with `handle_unknown="ignore"` it is none of the three, a row of zeros. Without it, the encoder stops with an error on the first new word, at night, in the service.
#
# Missing numbers get a value that was learnt in training, such as the median:
#
# %%
filler = SimpleImputer(strategy="median").fit(past[["recency_days"]])
filler.transform(morning[["recency_days"]].astype(float))

# %%
quiz(
    "An imputer was fitted to 1, 2 and 9. Then it fills a frame that holds 100, 200 and one "
    "missing value. With which number?",
    runs="""
import numpy as np
from sklearn.impute import SimpleImputer

filler = SimpleImputer(strategy="median")
filler.fit(np.array([[1.0], [2.0], [9.0]]))
tomorrow = np.array([[100.0], [200.0], [np.nan]])
print(filler.transform(tomorrow)[2, 0])
""",
    number=2.0,
    wrong={
        150: "It would have to look at the new rows, and learns nothing from them.",
        4: "That is the mean of what was learnt. It was asked for the median.",
        100: "The median of all six numbers isn't asked for: fitted means finished.",
    },
    because="`fit` has learnt the median of 1, 2 and 9. New rows change nothing.",
)

# %% [markdown]
# A step of your own needs no class. `FunctionTransformer` makes one of a function from frame to frame. It is the place for tidying, since tomorrow's rows have to pass through it, too:
#
# %%
def doubled(frame):
    return frame.astype(float) * 2


FunctionTransformer(doubled).fit_transform(morning[["plan_code"]])

# %% [markdown]
# Two more pieces. A **Pipeline** is a chain of steps with a model at its end. A **ColumnTransformer** sends some columns through one chain and others through another, and puts the results side by side; it finds columns by their *names*, and drops those that aren't named.
#
# ```text
#        ┌ recency_days ── fill gaps ── scale ┐
# frame ─┤                                    ├ model ─ chances
#        └ channel ─── a column for each word ┘
# ```
#
# %%
chain = Pipeline(
    [
        (
            "columns",
            ColumnTransformer(
                [
                    ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), ["recency_days"]),
                    ("words", OneHotEncoder(handle_unknown="ignore"), ["channel"]),
                ]
            ),
        ),
        ("model", LogisticRegression()),
    ]
)
chain.fit(past, past["left"])
chain.predict_proba(
    pd.DataFrame({"channel": ["fax", "web"], "recency_days": [50.0, np.nan]})
).round(2)

# %% [markdown]
# Each row has two chances: to stay (0) and to leave (1). One `fit` has taught everything, imputer, scaler, encoder and model, and all of it from the same rows. That matters as much as comfort: an imputer or a scaler that was fitted to *all* rows has looked at the test, and at tomorrow.
#
# Which steps still fail on `"Web "`, or on a text column without a single text? Try it, the exercise asks for it.
#
# ## C15 · A pipeline that survives tomorrow
# **Level 3 · 20 minutes · 4 points**
#
# Write `fit_model(rows, columns, training)`. Return a fitted model with scikit-learn's method `predict_proba(frame)`: an array with two columns, of which the second is each row's chance of leaving.
#
# - `rows` is a DataFrame of snapshots with `left`, which is 0 or 1 in training rows. Elsewhere it may be missing.
# - `columns` names what the model uses: a dict of three lists, `"numbers"`, `"codes"` (numbers that are names) and `"texts"`. A list may be empty.
# - `training` is a list of True and False, one for each row.
#
# A `Pipeline` with a `ColumnTransformer` does it in about twenty lines, with any estimator at its end. What counts is what it does:
#
# 1. Everything is learnt from training rows alone. Other values or labels in the other rows change nothing.
# 2. Fitted twice to the same rows, it says the same (`random_state`).
# 3. A row's chance depends on this row alone: not on the other rows, and neither on the order of rows and columns nor on columns that aren't named, which may be missing.
# 4. Codes and texts that training never saw are no error. All of them count alike.
# 5. Any value may be missing tomorrow, even a whole column: in numbers and codes as NaN or None, in texts as NaN, None or blanks (which are the same). That is no error, even if the column had no holes in training. Training rows may have holes, too, even all of them. A column of codes with a hole becomes one of floats: 2.0 is the code 2.
# 6. Texts that differ only in capitals and in blanks at their ends are the same text.
# 7. It has learnt something. On rows of tomorrow of hidden companies, in which one number, one code or one text nearly tells who leaves, a leaver has a higher chance than a stayer in at least 75 of 100 pairs. (A code may speak for leaving where it is low and where it is high, and not between.)
#
# *Example.* With `past` from above, `columns = {"numbers": ["recency_days"], "codes": ["plan_code"], "texts": ["channel"]}` and all six rows in training, `predict_proba(morning)` gives an array of shape (1, 2), and the same for `"web"` instead of `"Web "`.
#
# <details><summary>Hint 1</summary>
#
# Three chains, one for each kind of column. `rows[training]` keeps the training rows. An estimator that draws lots takes `random_state=0`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Codes and texts need an encoder that ignores what it doesn't know. Before it, turn codes into floats (`astype(float)` makes NaN of None), and tidy the texts.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Tidy one column of texts with `.astype(str)`, which leaves missing ones missing, and then `.str.strip().str.lower()`; a frame does so for each of its columns with `frame.apply(function)`. What is empty after that should become missing, and missing may become a word of its own (`replace`, `fillna`).
#
# </details>
#
# %% role="answer" id="pipeline"
def fit_model(rows, columns, training):
    """A model fitted to the training rows, with predict_proba(frame) for rows of any other day."""
    ### BEGIN SOLUTION
    def tidy(frame):
        return frame.apply(lambda texts: texts.astype(str).str.strip().str.lower()).replace("", np.nan).fillna("missing")

    def floats(frame):
        return frame.astype(float)

    numbers = make_pipeline(FunctionTransformer(floats), SimpleImputer(strategy="median"), StandardScaler())
    codes = make_pipeline(FunctionTransformer(floats), OneHotEncoder(handle_unknown="ignore"))
    texts = make_pipeline(FunctionTransformer(tidy), OneHotEncoder(handle_unknown="ignore"))
    chains = [("numbers", numbers, columns["numbers"]), ("codes", codes, columns["codes"]), ("texts", texts, columns["texts"])]
    model = make_pipeline(ColumnTransformer(chains), LogisticRegression(max_iter=1000))
    known = rows[np.array(training)]
    return model.fit(known, known["left"].astype(int))
    ### END SOLUTION

# %% role="tests" id="pipeline-tests" points=4
import asof_forms

some_columns = {
    "numbers": ["recency_days", "money_90"], "codes": ["plan_code"], "texts": ["channel"]
}
at = np.arange(90)
some_snapshots = pd.DataFrame(
    {
        "recency_days": (at * 37 % 83).astype(float), "money_90": (at * 29 % 71) * 1.5,
        "plan_code": at * 7 % 4 * 10 + 10,
        "channel": [["shop", "Web", "phone ", "web", "SHOP"][place % 5] for place in at * 11 % 13],
    },
    index=at + 1000,
)
some_snapshots["left"] = ((some_snapshots["recency_days"] > 45) ^ (at % 9 == 0)).astype(int)
two_thirds = (at % 3 > 0).tolist()
new_rows = some_snapshots.drop(columns="left").iloc[:30]

def example_model(rows=some_snapshots):
    return fit_model(
        rows.copy(), {kind: list(names) for kind, names in some_columns.items()}, list(two_thirds)
    )


grade = check.parts(4)
with grade("learnt from training rows alone", weight=2):
    others = ~np.array(two_thirds)
    told_first = asof_forms.chances(example_model(), new_rows, "the visible rows")
    for changed, changed_rows in {
        "fitted twice to the same rows": some_snapshots,
        "fitted again with other values and labels outside of training": some_snapshots.assign(
            money_90=some_snapshots["money_90"].mask(others, 9e5),
            left=some_snapshots["left"] ^ others
        ),
        "fitted again without labels outside of training": some_snapshots.assign(
            left=some_snapshots["left"].where(two_thirds)
        ),
    }.items():
        asof_forms.same_chances(
            told_first, asof_forms.chances(example_model(changed_rows), new_rows, changed), changed,
            asof_forms.LEARNS
        )
with grade("order of columns, further columns, and a row alone"):
    one_model = example_model()
    told_together = asof_forms.chances(one_model, new_rows, "the visible rows")
    turned = (
        new_rows[["channel", "plan_code", "money_90", "recency_days"]].assign(address="x")[
            ["address", "channel", "plan_code", "money_90", "recency_days"]
        ]
    )
    asof_forms.same_chances(
        told_together, asof_forms.chances(one_model, turned, "columns in another order"),
        "columns in another order, and a further one in front", asof_forms.NAMES
    )
    asof_forms.same_chances(
        told_together[:3], asof_forms.one_by_one(one_model, new_rows.head(3), "the visible rows"),
        "a row alone, and among others", asof_forms.ALONE
    )
with grade("what training never saw"):
    new_values = {
        "a channel that training never saw": (
            new_rows.assign(channel="fax"), new_rows.assign(channel="kiosk")
        ),
        "a plan code that training never saw": (
            new_rows.assign(plan_code=50), new_rows.assign(plan_code=90)
        ),
    }
    asof_forms.twins(example_model(), new_values, asof_forms.UNSEEN)
with grade("missing values"):
    one_model = example_model()
    empty_rows = pd.DataFrame(
        {column: pd.Series([None, None], dtype=object) for column in new_rows.columns}
    )
    by_none = asof_forms.chances(one_model, empty_rows, "rows without a single value, all None")
    asof_forms.same_chances(
        by_none,
        asof_forms.chances(
            one_model, empty_rows.astype(float), "rows without a single value, all NaN"
        ), "rows without a single value, all None and all NaN"
    )
    asof_forms.chances(one_model, new_rows.assign(recency_days=np.nan), "recency_days missing")
    asof_forms.twins(
        one_model,
        {
            "channel missing, as None and as blanks": (
                new_rows.assign(channel=None), new_rows.assign(channel="  ")
            )
        }, asof_forms.BLANK
    )
    as_floats = asof_forms.chances(
        one_model, new_rows.assign(plan_code=new_rows["plan_code"].astype(float)),
        "plan codes as floats"
    )
    asof_forms.same_chances(
        asof_forms.chances(one_model, new_rows, "the visible rows"), as_floats,
        "plan codes as floats", asof_forms.FLOATS
    )
with grade("capitals and blanks at the ends"):
    typed_otherwise = new_rows.assign(
        channel=[f" {text.strip().upper()}  " for text in new_rows["channel"]]
    )
    asof_forms.twins(
        example_model(),
        {"channels in capitals, with blanks at their ends": (new_rows, typed_otherwise)},
        asof_forms.TYPED
    )
with grade("it has learnt something"):
    told_all = asof_forms.chances(
        example_model(), some_snapshots.drop(columns="left"), "the visible rows"
    )
    asof_forms.ranks(told_all, some_snapshots["left"].tolist(), 0.7, "the visible rows")
### BEGIN HIDDEN TESTS
from hidden import asof_compare, asof_models

trials = [asof_compare.Trial(company, check.rng(f"pipeline-{company.signal}"), company.signal != "codes") for company in asof_models.companies(check.rng("pipeline"))]
with grade("other companies: learnt from training rows alone", weight=5):
    for trial in trials:
        trial.training_only(fit_model)
with grade("other companies: each row for itself, columns by name", weight=4):
    for trial in trials:
        trial.shapes(fit_model)
with grade("other companies: what training never saw", weight=2):
    for trial in trials:
        trial.unseen(fit_model)
with grade("other companies: missing values", weight=2):
    for trial in trials:
        trial.missing(fit_model)
        trial.holes(fit_model)
with grade("other companies: capitals and blanks", weight=2):
    for trial in trials:
        trial.typed(fit_model)
with grade("other companies: other columns"):
    trials[0].fewer(fit_model)
with grade("other companies: it has learnt something", weight=3):
    for trial in trials:
        trial.ranks(fit_model)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## On which day was that table true?
#
# Back to Tomasz and the consultant's model. Here is Linnet Mobile's warehouse as it stands today, at the end of September 2025. A contract was loaded again whenever something about it changed; its last record holds.
#
# %%
customers = pd.read_csv("data/customers.csv", dtype={"postcode": str})
events, tickets = pd.read_csv("data/events.csv"), pd.read_csv("data/tickets.csv")
loaded = pd.read_csv("data/contracts.csv").sort_values("loaded_at", kind="stable")
contracts = loaded.drop_duplicates("contract_id", keep="last")
print(len(customers), "customers,", len(events), "events,", len(contracts), "contracts")

# %% [markdown]
# On 30 June the consultant described each customer by *all* that stood in the warehouse on that day, and asked who had left in the 60 days after 31 March. Your functions can do the same: labels of 31 March, features as of 30 June. Then they do it properly, with features as of the day of the label.
#
# The measure is the one from above: of all pairs of a leaver and a stayer, the share in which the leaver has the higher chance. 0.5 is a coin.
#
# %%
used = {
    "numbers": ["recency_days", "frequency_90", "money_90", "tenure_days", "trend", "open_tickets"],
    "codes": ["segment"],
    "texts": ["channel"],
}


def snapshot(day, seen):
    """Labels of *day*, and features as of the day *seen*."""
    known = customers[["customer_id", "segment", "channel"]]
    table = features(customers, events, tickets, seen).merge(known, on="customer_id")
    return table.merge(leaves(contracts, day), on="customer_id").assign(day=day)


def ranked(model, table):
    chance, left = model.predict_proba(table)[:, 1], table["left"] == 1
    return (np.sign(chance[left][:, None] - chance[~left][None, :]).mean() + 1) / 2


def consultant():
    table = snapshot("2025-03-31", seen="2025-06-30")
    drawn = np.random.default_rng(0).random(len(table)) < 0.7
    model = fit_model(table, used, drawn.tolist())
    on_paper = ranked(model, table[~drawn])
    at_work = ranked(model, snapshot("2025-06-30", seen="2025-06-30"))
    return f"{on_paper:.2f} on paper, {at_work:.2f} at work"


def honest():
    rows = pd.concat([snapshot(day, day) for day in ("2024-12-31", "2025-03-31", "2025-06-30")])
    train, test = split(rows, "2025-06-30", "2025-09-30")
    both = pd.concat([train, test])
    model = fit_model(both, used, [True] * len(train) + [False] * len(test))
    left = test["left"].sum()
    return f"{ranked(model, test):.2f} on {len(test)} later customers, of whom {left} left"


asof_forms.settle("The consultant's model", "C13 to C15", consultant)
asof_forms.settle("Yours, with what was known on each day", "C13 to C15", honest)

# %% [markdown]
# On paper the consultant's model puts four of five pairs in the right order. Of course: whoever left in April has no events in June, and their recency tells it. The table was true on 30 June, and the question was asked on 31 March. At work, on a day whose future is in no table, the model is a coin.
#
# Your number is hardly better, and it is worth more: it is *true*. It was measured on later days, before anybody was phoned, so nobody will be surprised in August. And with so few leavers in the test it is uncertain by about 0.1 in either direction (lesson 2 tells how to find that).
#
# May one conclude that leaving can't be foretold? No. One may conclude that these columns, in this kind of model, don't foretell it. Nothing in them knows the contract: what it costs, and when its commitment ends. Such features are yours to try.
#
# ## Summary
#
# - A feature is computed *as of* a day: whatever happened later counts nowhere, and columns that are written over, such as `closed_at`, are read as they stood.
# - A day belongs to a place. Events in UTC change their date on the way to Berlin, by one hour in winter and by two in summer.
# - Begin with the customers and bring counts to them. Who has no events keeps a row; counts are 0, a recency is missing.
# - A label has a horizon and, often, a grace. It becomes known after both.
# - Split by time. Training ends where the label of its last row was known when the test began; a random split lets a model look up the same customer's future.
# - Everything that learns, down to the median that fills a hole, learns from training rows, and stays with the model.
# - A low number that is true beats a high one that isn't.
