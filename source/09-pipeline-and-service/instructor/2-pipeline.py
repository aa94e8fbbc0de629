# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: A pipeline that runs itself
#     minutes: 90
#     prerequisites: [02-sql/2-joins]
#     summary: A scheduler with retries and time limits, a daily task that may be run twice, and a cache that knows what changed.
# ---

# %% [markdown]
# # A pipeline that runs itself
#
# Fellpost's depots plan their vans at six in the morning. What they look at is the *board*: which parcels will come late today? Behind it stand nine steps, from the export of the database to the training of the model. Until last week Amara started them one after the other, by hand, at night.
#
# On Tuesday, 3 March 2026, she was ill. Kit, who runs the depot in Riverside, writes to her: "At six the board was empty. And since Wednesday, when somebody pressed the button twice, my depot has twice as many deliveries as vans could carry!" And Tobias, who pays for the machines, adds: "Why do we train for forty minutes every night, also after days on which nothing has changed?"
#
# So there are three questions:
#
# 1. On that night the database was being restarted, a supplier didn't answer, and the training got stuck. Would the board have been there at six, with nobody awake?
# 2. Which days of the table must be computed again, and how, so that pressing twice does no harm?
# 3. In how many of seven nights was there anything to train?
#
# Your own functions answer them in the last cell. After this lesson you can
#
# - put steps in order and run what can run at once, with retries, pauses and time limits,
# - write a daily task that may be run again at any time, also after it was killed half-way,
# - tell by content whether a step has to run again.
#
# Nothing here waits for real time: the night passes on a simulated clock, and everything else in a database in memory.
#
# %% role="read-only" id="pipeline-setup"
import inspect
import json
import sqlite3
import tempfile
from pathlib import Path

import pandas as pd

import pipeline_figures
import pipeline_forms
from pipeline_end import settle
from pipeline_night import SCRIPT, TASKS, clock
from pipeline_pool import Pool
from workbook import check
from workbook.notebook.quiz import quiz

# %% [markdown]
# ## A plan is data
#
# A **task** is a step that one starts as a whole. It **needs** others: what they make, it reads. Such a plan is a **directed acyclic graph**, a DAG for short: *directed* since needing has a direction, *acyclic* since no task may need itself, not even by way of others. Here is the plan of the night, in five waves:
#
# %%
columns = [["export", "weather"], ["clean", "archive"], ["features", "labels", "map"], ["train"], ["board"]]
pipeline_figures.plan(TASKS, columns, "An arrow goes to the task that needs what stands at its beginning")

# %% [markdown]
# For a program it is a dict: each task, and a list of those that it needs.
#
# %%
needs = {name: task["needs"] for name, task in TASKS.items()}
for name, needed in needs.items():
    print(f"{name:9} needs {needed}")

# %% [markdown]
# The first wave is easy: those whose list is empty. The second wave: those whose list holds nothing but tasks of the first. One step, written out:
#
# %%
done = {"export", "weather"}
print([name for name in needs if name not in done and set(needs[name]) <= done])

# %% [markdown]
# `a <= b` of two sets asks whether all of `a` lies in `b`. `map` is not in this wave, though `weather` is done: it needs `clean`, too.
#
# %%
quiz(
    "export, weather, clean and archive are done. Which tasks stand in the next wave?",
    runs="""
from pipeline_night import TASKS

done = {"export", "weather", "clean", "archive"}
print(", ".join(name for name in TASKS if name not in done and set(TASKS[name]["needs"]) <= done))
""",
    right="features, labels, map",
    wrong={
        "features, labels": "map needs clean and weather, and both are done.",
        "features, labels, map, train": "train needs features and labels, which aren't done yet.",
        "map": "features and labels need clean alone.",
    },
    because="All three need only what is done. train has to wait for two of them.",
)

# %% [markdown]
# And if somebody makes `export` need `train`, since the export shall leave out what the model already knows? Then this step finds nothing any more, for ever:
#
# %%
circular = needs | {"export": ["train"]}
done = {"weather"}
print([name for name in circular if name not in done and set(circular[name]) <= done])

# %% [markdown]
# That is how one notices a cycle: tasks are left, and none of them can start. "There is a cycle" helps nobody who has ninety tasks, though. One wants to see it: `export needs train needs features needs clean needs export`. To find it, begin at any task that is left and go to something that it needs *and that is left, too*. There always is such a thing, or the task could start.
# Go on, and at some point you come to where you were before:
#
# %%
left = {name: [need for need in needed if need not in done] for name, needed in circular.items() if name not in done}
walk = ["board"]
for _ in range(6):
    walk.append(left[walk[-1]][0])
print(" needs ".join(walk))

# %% [markdown]
# `board` is where we began, and belongs to no cycle. The cycle goes from the first `train` to the second one.
#
# ## M5a · Waves
# **Level 2 · 10 minutes · 2 points**
#
# Write `waves(needs)`. `needs` is a dict: the name of each task, and a list of the names of those that it needs. Return a list of lists, the waves.
#
# - The first wave holds the tasks that need nothing. Each further wave holds those tasks that aren't in an earlier one and need only tasks of earlier waves.
# - Within a wave, tasks stand in the order of `needs`.
# - Without any task, there is no wave: the result is `[]`.
# - A name that is needed, but is no task, is a `ValueError` with the text `unknown: TASK needs NAME`. If there are several, the first is told: by the order of `needs`, then by that of the list. It is told even if there is a cycle, too.
# - A cycle is a `ValueError` with the text `cycle: A needs B needs … needs A`, where each needs the next, and no task stands there twice, but for the first, which is also the last. Any of the cycles may be told, from any of its tasks on. A task that needs itself: `cycle: A needs A`.
# - `needs` is not changed. 4,000 tasks in a row are no problem, and neither is a cycle of 4,000.
#
# A name is a text without blanks. In a list no name stands twice.
#
# *Example.* `{"report": ["train", "export"], "train": ["features"], "features": ["export"], "export": []}` gives `[["export"], ["features"], ["train"], ["report"]]`. If `export` needs `train` as well, the error says `cycle: train needs features needs export needs train`, or the same from `features` or `export` on.
#
# <details><summary>Hint 1</summary>
#
# A `while` loop: as long as tasks are left, compute the next wave as above, and take its tasks out of what is left. If the wave is empty, there is a cycle.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For the path: keep the walk in a list, and stop as soon as the next name is already in it. `walk.index(name)` says where the cycle begins. If your path begins with tasks that belong to no cycle, you have printed the whole walk.
#
# </details>
# <details><summary>Hint 3</summary>
#
# A function that calls itself for each task in a row ends with a RecursionError. And Python's own `graphlib.TopologicalSorter` knows waves and cycles, but it tells a cycle from the needed task to the one that needs it.
#
# </details>
#
# %% role="answer" id="waves"
def waves(needs):
    """The tasks in waves: each needs only tasks of earlier waves. ValueError for an unknown name or a cycle."""
    ### BEGIN SOLUTION
    for name, needed in needs.items():
        for need in needed:
            if need not in needs:
                raise ValueError(f"unknown: {name} needs {need}")
    found, done, left = [], set(), dict(needs)
    while left:
        wave = [name for name in left if done.issuperset(left[name])]
        if not wave:
            raise ValueError("cycle: " + " needs ".join(way_round(left)))
        found.append(wave)
        done.update(wave)
        for name in wave:
            del left[name]
    return found


def way_round(left):
    """A cycle among tasks of which each needs one that is left."""
    place, name = {}, next(iter(left))
    while name not in place:
        place[name] = len(place)
        name = next(need for need in left[name] if need in left)
    return [*list(place)[place[name] :], name]
    ### END SOLUTION

# %% role="tests" id="waves-tests" points=2
grade = check.parts(2)
four_needs = {"report": ["train", "export"], "train": ["features"], "features": ["export"], "export": []}
with grade("the example"):
    pipeline_forms.waves_of(waves, four_needs, [["export"], ["features"], ["train"], ["report"]])
    side_needs = {"scan": [], "bill": [], "mail": ["bill"], "join": ["scan"], "map": ["scan", "join"]}
    pipeline_forms.waves_of(waves, side_needs, [["scan", "bill"], ["mail", "join"], ["map"]])
    pipeline_forms.waves_of(waves, {}, [])
with grade("cycles and unknown names"):
    pipeline_forms.told_cycle(waves, four_needs | {"export": ["train"]})
    pipeline_forms.told_cycle(waves, {"a": [], "b": ["a", "b"], "c": ["b"]})
    stray_text = pipeline_forms.refuses(waves, four_needs | {"export": ["trian"]})
    check.equal(stray_text, "unknown: export needs trian", "the text of the error")
### BEGIN HIDDEN TESTS
from hidden import pipeline_plans

rng_of_waves = check.rng("waves")
with grade("other plans"):
    for _ in range(3):
        pipeline_forms.waves_of(waves, *pipeline_plans.ladder(rng_of_waves))
    free_names = pipeline_plans.names(rng_of_waves, 6)
    pipeline_forms.waves_of(waves, {name: [] for name in free_names}, [free_names])
with grade("a long row"):
    pipeline_forms.waves_of(waves, *pipeline_plans.chain(rng_of_waves, 4000), "4,000 tasks in a row")
with grade("other cycles", weight=1.5):
    for size in (1, 2, 3, 5):
        pipeline_forms.told_cycle(waves, pipeline_plans.ring(rng_of_waves, size))
    pipeline_forms.told_cycle(waves, {f"t{i}": [f"t{(i + 1) % 4000}"] for i in range(4000)}, "a cycle of 4,000 tasks")
with grade("other unknown names", weight=0.5):
    for stray_needs, stray_said in pipeline_plans.strays(rng_of_waves):
        check.equal(pipeline_forms.refuses(waves, stray_needs), stray_said, f"the text of the error of waves({stray_needs})")
with grade("needs is not changed", weight=0.5):
    pipeline_forms.unchanged(waves, pipeline_plans.ladder(rng_of_waves)[0])
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## A pool, and a clock of its own
#
# Who runs the tasks? In real life a pool of processes or machines. Ours has the same three buttons, and its time is simulated:
#
# - `pool.start(name)` begins an attempt of a task. It occupies a worker until it ends.
# - `pool.wait(until)` lets time pass until a running task ends, or until the moment `until`, whichever comes first. It returns a list of `(name, succeeded)` for all tasks that ended at this moment. Nothing ended before `until`: an empty list. `pool.wait()` has no such moment.
# - `pool.stop(name)` ends a running attempt, as one kills a process.
#
# And `pool.now` is the time, in seconds. What each attempt will do stands in a script, which only the pool reads:
#
# %%
pool = Pool({"export": [(40, False), (900, True)], "weather": [(None, True)]})
pool.start("export")
pool.start("weather")
print(pool.wait(), "at", pool.now)

# %% [markdown]
# The first attempt of `export` failed after 40 seconds. So we try again, but not at once: a database that is being restarted isn't helped by a thousand clients that ask it ten times a second. One waits, and after each further failure twice as long. That is **backoff**. Let us pause for 60 seconds; the worker is free meanwhile.
#
# %%
print(pool.wait(100), "at", pool.now)
pool.start("export")
print(pool.wait(700), "at", pool.now)

# %% [markdown]
# Nothing had ended by then. `weather` may take 600 seconds and has been running for 700: it **hangs**. A task without a time limit can hold a worker for ever, and nobody is told. So we stop it, and count that as a failed attempt.
#
# %%
pool.stop("weather")
print(pool.wait(), "at", pool.now)
print(pipeline_forms.timeline(pool.log))

# %%
quiz(
    "A task fails every time, after 10 seconds. It has 3 retries and a delay of 60: pauses of 60, 120 and 240 seconds. "
    "When has it failed for good?",
    runs="print(4 * 10 + 60 + 120 + 240)",
    number=460,
    wrong={
        450: "There are four attempts: the first, and three retries.",
        940: "There is no pause after the last attempt: it has failed for good.",
        220: "The pauses double: 60, 120, 240.",
    },
    because="Four attempts of 10 seconds, and three pauses between them.",
)

# %% [markdown]
# Now the whole night. Amara's way, one after the other, and stop at the first error:
#
# %%
pool = Pool(SCRIPT)
for wave in columns:
    for name in wave:
        pool.start(name)
        (ended,) = pool.wait()
        print(clock(pool.now), *ended)
        if not ended[1]:
            break
    else:
        continue
    break

# %% [markdown]
# At 02:00 and 40 seconds the night is over: the database was being restarted. A first improvement is near: try the *whole list* again until it gets through. It is what many a shell script does, and it exports twice, cleans twice and trains twice, because the last of nine steps has failed. Another one runs wave by wave, and waits until the last task of a wave is done: `labels` waits for `archive`, which
# it doesn't need. A third has heard of parallel runs and starts all that it can, on a machine with two cores.
#
# A **scheduler** does better. It looks at each task by itself: what it needs is done, its pause is over, a worker is free? Then it starts *now*.
#
# ## M5b · The heart of a scheduler
# **Level 4 · 20 minutes · 4 points**
#
# Write `run_plan(tasks, workers, pool)`. `tasks` is a dict like `TASKS` above: of each task its `needs`, and its `retries`, `delay` and `timeout`, which are whole numbers; `delay` and `timeout` are at least 1. `pool` is a new pool, with `start`, `wait`, `stop` and `now`. All times are the pool's.
#
# - At most `workers` tasks run at a time.
# - A task may start when all that it needs has succeeded, and starts at the first moment at which a worker is free for it. If several may start and there are too few workers, those that come first in `tasks` start.
# - An attempt that still runs `timeout` seconds after its own start is stopped at that moment, and has failed. One that ends at this very moment has ended by itself.
# - After its k-th failed attempt a task may start again when a pause of `delay * 2 ** (k - 1)` seconds is over, but never more than 600 seconds. Meanwhile it occupies no worker. It has `retries` more attempts than one.
# - When its last attempt has failed, the task has failed. Whatever needs it, directly or by way of others, is skipped and never starts. All other tasks go on. What has succeeded isn't started again.
# - At each moment deal first with what has ended and what must be stopped, then start.
# - Return a dict with each task's state: `"done"`, `"failed"` or `"skipped"`. Without tasks it is empty.
# - If the plan has a cycle, or needs an unknown task, a ValueError is raised before anything starts: call `waves`. `tasks` is not changed.
#
# *Example.* Two workers; `a` needs nothing, has 1 retry, a delay of 10 and a timeout of 50, fails after 20 seconds, and next time succeeds after 20; `b` needs `a`; `c` and `d` need nothing; these three take 30 seconds. Second 0: `a` and `c` start. 20: `a` fails, `d` starts. 30: `c` is done, the pause of `a` is over, it starts again. 50: `a` and `d` are done, `b` starts. 80: `b` is done.
#
# <details><summary>Hint 1</summary>
#
# Keep four dicts: the states of tasks that are over, how often each was started, from when on it may start, and of those that run the moment at which their time is up. A loop: start what may start; find the next moment at which something must be done; `pool.wait` until then; deal with what ended and with those whose time is up.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The next moment is the smallest of two kinds: the time of a running task is up, or the pause of a waiting one is over. Moments that have passed don't count. If there is none, and nothing runs, all is over.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Go through the tasks in the order of `waves` to skip: then one pass is enough for those that need what was skipped. If a branch that has nothing to do with the failure doesn't run, look whether you left the loop; if your night never ends, whether a stopped attempt counts.
#
# </details>
#
# %% role="answer" id="run-plan"
def run_plan(tasks, workers, pool):
    """Run the tasks on the pool, as many at once as can be; each task's state: done, failed or skipped."""
    ### BEGIN SOLUTION
    order = [name for wave in waves({name: task["needs"] for name, task in tasks.items()}) for name in wave]
    state, tries, free_from, up = {}, dict.fromkeys(tasks, 0), dict.fromkeys(tasks, 0), {}

    def over(name, succeeded):
        """An attempt has ended."""
        del up[name]
        if succeeded:
            state[name] = "done"
        elif tries[name] > tasks[name]["retries"]:
            state[name] = "failed"
        else:
            free_from[name] = pool.now + min(600, tasks[name]["delay"] * 2 ** (tries[name] - 1))

    while True:
        for name in order:
            if any(state.get(need) in ("failed", "skipped") for need in tasks[name]["needs"]):
                state[name] = "skipped"
        waiting = [
            name
            for name in tasks
            if name not in state and name not in up and all(state.get(need) == "done" for need in tasks[name]["needs"])
        ]
        ready = [name for name in waiting if free_from[name] <= pool.now]
        for name in ready[: workers - len(up)]:
            pool.start(name)
            tries[name] += 1
            up[name] = pool.now + tasks[name]["timeout"]
        moments = [*up.values(), *(free_from[name] for name in waiting if free_from[name] > pool.now)]
        if not moments:
            return state
        for name, succeeded in pool.wait(min(moments)):
            over(name, succeeded)
        for name in [name for name in up if up[name] <= pool.now]:
            pool.stop(name)
            over(name, False)
    ### END SOLUTION

# %% role="tests" id="run-plan-tests" points=4
import pipeline_pool

grade = check.parts(4)
small = {"retries": 0, "delay": 10, "timeout": 50}
four_tasks = {"a": {**small, "needs": [], "retries": 1}} | {
    name: {**small, "needs": needed} for name, needed in (("b", ["a"]), ("c", []), ("d", []))
}
with grade("the example"):
    four_script = {name: [(30, True)] for name in "bcd"} | {"a": [(20, False), (20, True)]}
    four_log = [(0, "start", "a"), (0, "start", "c"), (20, "failed", "a"), (20, "start", "d"), (30, "done", "c"), (30, "start", "a")]
    four_log += [(50, "done", "a"), (50, "done", "d"), (50, "start", "b"), (80, "done", "b")]
    pipeline_forms.same_run(
        pipeline_pool.scheduled(run_plan, four_tasks, 2, four_script), four_log, dict.fromkeys("abcd", "done"), 2,
        pipeline_forms.plan_text(four_tasks, four_script), "the example",
    )  # fmt: skip
with grade("the example, but a hangs"):
    stuck_script = {name: [(30, True)] for name in "bcd"} | {"a": [(None, True)]}
    stuck_log = [(0, "start", "a"), (0, "start", "c"), (30, "done", "c"), (30, "start", "d"), (50, "stop", "a"), (60, "done", "d")]
    stuck_log += [(60, "start", "a"), (110, "stop", "a")]
    pipeline_forms.same_run(
        pipeline_pool.scheduled(run_plan, four_tasks, 2, stuck_script), stuck_log,
        {"a": "failed", "b": "skipped", "c": "done", "d": "done"}, 2,
        pipeline_forms.plan_text(four_tasks, stuck_script), "the example, but a hangs",
    )  # fmt: skip
### BEGIN HIDDEN TESTS
from hidden import pipeline_plans

rng_of_plans = check.rng("run-plan")
with grade("what waits for what, and who comes first", weight=2):
    for plan in pipeline_plans.order(rng_of_plans):
        pipeline_plans.runs_right(run_plan, plan)
with grade("what can run at once does", weight=2):
    for plan in pipeline_plans.together(rng_of_plans):
        pipeline_plans.runs_right(run_plan, plan)
with grade("retries and pauses", weight=2):
    for plan in pipeline_plans.retries(rng_of_plans):
        pipeline_plans.runs_right(run_plan, plan)
with grade("what fails for good, and what needs it", weight=2):
    for plan in pipeline_plans.failures(rng_of_plans):
        pipeline_plans.runs_right(run_plan, plan)
with grade("hanging tasks", weight=2):
    for plan in pipeline_plans.hangs(rng_of_plans):
        pipeline_plans.runs_right(run_plan, plan)
with grade("large plans, with much trouble", weight=2):
    for plan in pipeline_plans.large(rng_of_plans):
        pipeline_plans.runs_right(run_plan, plan)
with grade("plans that can't be run"):
    for plan in pipeline_plans.impossible(rng_of_plans):
        pipeline_plans.starts_nothing(run_plan, plan)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# And the night, by your scheduler, on three workers:
#
# %%
pool = Pool(SCRIPT)


def of_the_night():
    states = run_plan(TASKS, 3, pool)
    pipeline_figures.night(pool.log, list(TASKS), "The night of 3 March, on three workers")
    return ", ".join(f"{name} {state}" for name, state in states.items())


settle("What became of the night?", "M5b", of_the_night)
