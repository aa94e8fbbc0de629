# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Which run made this model?
#     minutes: 145
#     prerequisites: [07-statistics-and-churn/2-uncertainty]
#     summary: Log runs so that they are found again, train twice to the same bit, and change the model in service only for a gain beyond noise.
# ---

# %% [markdown]
# # Which run made this model?
#
# Thursday, 7:40. Since Tuesday the web shop promises Fellpost's parcels too early. Yusra is on call, looks into the service, and finds a file: `model.pkl`, changed on Tuesday at 18:02. Amara trained three models on Tuesday, Tobias one, and both called each of them `model.pkl`. "Train the good one again," says Yusra. They try, with what they think were the same rows and the same settings. What comes out is a fifth model.
#
# Four questions, which your own functions answer at the end of this lesson:
#
# 1. Which run made the model that is in service?
# 2. Does the same training make the same model?
# 3. There is a new model. Is it better, and for whom might it be worse?
# 4. It is in service, and Friday looks bad. How do we get back?
#
# After this lesson you can
#
# - log a training run with all that is needed to find it, and find it by a query,
# - make training repeatable, and say what can't be,
# - let a challenger take the champion's place only if it has earned it, and undo it, even if the program is killed half way.
#
# You need pandas, `try` and `with`, and from unit 07 the standard error. Plan two sittings of about 70 minutes, with a break after M8b.
#
# %% role="read-only" id="setup-track"
import track_store  # before mlflow: it switches telemetry off

import math
import random
import subprocess
import sys
import warnings

import matplotlib.pyplot as plt
import mlflow
import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

import track_trainer
from track_end import settle
from workbook import check
from workbook.notebook.quiz import quiz

warnings.filterwarnings("ignore", module="mlflow")
parcels = pd.read_csv("data/track_parcels.csv")
past, fresh = parcels.head(480), parcels.tail(120)  # to train on, and to judge by

# %% [markdown]
# ## A run, and where it lies
#
# MLflow is a diary for training. It needs no server: a database of SQLite and a folder of files will do. The unit brings the empty tables along, and `open_store` copies them into a temporary folder. (MLflow tells its makers about its use, unless one of two environment variables forbids it. `track_store` sets both before MLflow is imported.)
#
# %%
store = track_store.open_store("first-steps", "lateness")
print("telemetry is", track_store.telemetry())
print([file.name for file in store.iterdir()])
print([one.name for one in mlflow.search_experiments()])

# %% [markdown]
# An **experiment** is a drawer, and a **run** is one training in it. `start_run` opens one, and the end of the `with` block closes it. Within the block, what you log belongs to this run. There are three kinds of things to write down:
#
# - **Parameters** are what you chose before. Each has one value, and it is kept as a text.
# - **Metrics** are numbers that you measured. Each may have many values, each with a step.
# - **Tags** are anything else that helps to find the run again.
#
# %%
mlflow.set_experiment("first-steps")
with mlflow.start_run() as run:
    mlflow.log_params({"penalty": 10.0, "tries": 3})
    mlflow.log_metrics({"mae": 31.5, "rmse": 40.1}, step=1)
    mlflow.log_metrics({"mae": 28.0, "rmse": 36.2}, step=2)
    mlflow.set_tag("commit", "9f2c1e7")
first = run.info.run_id
print(first)

# %% [markdown]
# The id is what everything hangs on. With it we get all of it back:
#
# %%
kept = mlflow.get_run(first)
print(kept.info.status, kept.data.params, kept.data.metrics, kept.data.tags["commit"])
for value in mlflow.MlflowClient().get_metric_history(first, "mae"):
    print("step", value.step, "mae", value.value)

# %% [markdown]
# Note that `penalty` has become the text `'10.0'`, and that `data.metrics` holds only the last value of each metric. The *last* is the one with the highest step. The others are still there, in the history.
#
# %%
quiz(
    "Somebody forgets `step=` and logs a loss three times. What stands in the history?",
    runs="""
import track_store
import mlflow

track_store.open_store("forgetful")
mlflow.set_experiment("forgetful")
with mlflow.start_run() as run:
    for loss in (0.9, 0.5, 0.7):
        mlflow.log_metric("loss", loss)
history = mlflow.MlflowClient().get_metric_history(run.info.run_id, "loss")
print(sorted((value.step, value.value) for value in history))
""",
    right="[(0, 0.5), (0, 0.7), (0, 0.9)]",
    wrong={
        "[(0, 0.9), (1, 0.5), (2, 0.7)]": "MLflow doesn't count for you. Without a step it takes "
        "0.",
        "[(0, 0.7)]": "Nothing is overwritten. But three values at one step can't be drawn as a "
        "curve.",
        "[(1, 0.9), (2, 0.5), (3, 0.7)]": "MLflow doesn't count for you. Without a step it takes "
        "0.",
    },
    because="Three values at step 0: the order in which training went is lost.",
)

# %% [markdown]
# ## What a run must know
#
# Suppose the run knows its penalty and its error. Could we make the model again? We would also need
#
# - the **rows**. "The table of Tuesday" is no answer: tables change. A *fingerprint* is a short text that is computed from all rows. If one digit of one row is another, it is another text;
# - the **code**: the id of its commit;
# - the **seed** of everything that was drawn by chance.
#
# `track_store.fingerprint` is a SHA-256 of the rows, written as CSV:
#
# %%
small = parcels[["weight_kg", "stops", "queue"]].head(4)
late = parcels["minutes"].head(4)
print(track_store.fingerprint(small, late)[:16])
print(track_store.fingerprint(small, late)[:16], "again")
print(track_store.fingerprint(small, late + [0, 0, 0, 1])[:16], "one row came a minute later")
print(track_store.fingerprint(small[::-1], late[::-1])[:16], "other order")

# %% [markdown]
# ## And the model itself
#
# `mlflow.sklearn.log_model` puts a model into the open run. Two more things belong to it. The **signature** says which columns go in and what comes out: a service that gets another table is told so, instead of promising nonsense. The **input example** is a small table that the model takes, for whoever has to call it.
#
# `serialization_format="cloudpickle"` says how the model becomes a file: as a pickle that also takes along functions of our notebook. (Whoever loads a pickle runs what it says. So load only those that you trust.)
#
# A *flavour* is the way in which a model is saved: `mlflow.sklearn`, `mlflow.pytorch`, or the general `mlflow.pyfunc`. `pip_requirements` says what must be installed to use it. (If you leave it out, MLflow starts a second Python to find out, which takes seconds.)
#
# %%
from sklearn.linear_model import Ridge

features, minutes = past[["weight_kg", "stops", "queue"]], past["minutes"]
by_hand = Ridge(alpha=1.0).fit(features, minutes)
with mlflow.start_run() as run:
    mlflow.sklearn.log_model(
        by_hand,
        name="model",
        signature=mlflow.models.infer_signature(features, by_hand.predict(features)),
        input_example=features.head(2),
        serialization_format="cloudpickle",
        pip_requirements=["scikit-learn"],
    )
again = mlflow.pyfunc.load_model(f"runs:/{run.info.run_id}/model")
print(again.metadata.signature.inputs)
print(again.predict(features.head(2)), by_hand.predict(features.head(2)))

# %% [markdown]
# `runs:/<id>/model` is the model's address. So what was logged in a run can be loaded by the run's id alone, by somebody who knows nothing of our notebook.
#
# Look at what happens outside of a block:
#
# %%
mlflow.log_metric("mae", 99.0)  # no run is open
print("and now one is:", mlflow.active_run() is not None)
mlflow.end_run()

# %% [markdown]
# MLflow opened a *new* run by itself, and left it open. The number lies in a run that has neither parameters nor a model, and whatever is logged next goes there, too. So log within the block.
#
# And if training fails half way? The `with` block closes the run as `FAILED` and lets the error go on. What was logged until then stays. That is worth a lot on the day after, but only if the parameters were logged *before* training.
#
# %%
try:
    with mlflow.start_run() as broken:
        mlflow.log_param("penalty", 1000)
        raise MemoryError("no memory left")
except MemoryError as error:
    print("the error came through:", error)
print(
    mlflow.get_run(broken.info.run_id).info.status, mlflow.get_run(broken.info.run_id).data.params
)

# %% [markdown]
# ## M8 · Log a run
# **Level 2 · 22 minutes · 3 points**
#
# Write `log_run(experiment, features, target, fit, params, seed, commit)`. It trains a model within a new run, and logs all that is needed to find it again.
#
# - `experiment` is the name of an experiment, which exists. The run belongs to it.
# - `features` is a DataFrame of floats, `target` a Series with the same index, `params` a dict, `seed` a whole number, `commit` a text.
# - `fit(features, target, params, seed, report)` trains and returns a model with a method `predict`. Call it once, with what was handed in, and with a function for `report`.
# - Training calls `report(step, values)` after each of its steps, with a whole number and a dict such as `{"mae": 28.0}`. Log each of these values as a metric of its name, at that step. Steps needn't begin at 0, and needn't count by one.
# - Log each entry of `params` as a parameter of its name, and also the parameter `seed`.
# - Set the tag `commit`, and the tag `data`: `track_store.fingerprint(features, target)`.
# - Log the trained model under the name `model`, with the first three rows of `features` as its input example. Any flavour will do, as long as `mlflow.pyfunc.load_model` gets a model that predicts the same.
# - The model's signature has the columns of `features` for its inputs, in their order and as floats. It has exactly one output, what the model predicts: a float for each row. It has no `params`; those would be for whoever calls the model.
# - Each call makes one run and no other, and leaves none open. Return the run's id, a text. The run's status is then `FINISHED`.
# - If `fit` raises an error, it goes on to the caller. The run's status is `FAILED`, and the run holds its parameters, both tags, and what had been reported.
# - `features`, `target` and `params` aren't changed.
#
# *Example.* The released trainer tries penalties: `log_run("lateness", features, target, track_trainer.fit, {"tries": 3, "penalty": 100.0}, 1, "9f2c1e7")` makes a run with the parameters `tries`, `penalty` and `seed`, three values of `mae` and three of `rmse`, and a model.
#
# <details><summary>Hint 1</summary>
#
# `mlflow.set_experiment(name)` decides where `start_run` puts the next run. All else stands in one `with` block, and you have seen each line of it above.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `report` is a function of yours with two arguments. Define it inside, and hand it on. If the test says that steps are wrong: which argument of `log_metrics` takes the step?
#
# </details>
# <details><summary>Hint 3</summary>
#
# What must be there although training fails has to be written before training begins.
#
# </details>
#
# %% role="answer" id="log-run"
def log_run(experiment, features, target, fit, params, seed, commit):
    """Train within a new run of the experiment, log all that belongs to it, and return the run's
    id."""
    ### BEGIN SOLUTION
    mlflow.set_experiment(experiment)
    with mlflow.start_run() as opened:
        mlflow.log_params({**params, "seed": seed})
        mlflow.set_tags({"commit": commit, "data": track_store.fingerprint(features, target)})
        model = fit(features, target, params, seed, lambda step, values: mlflow.log_metrics(values, step=step))
        mlflow.sklearn.log_model(
            model,
            name="model",
            signature=mlflow.models.infer_signature(features, model.predict(features)),
            input_example=features.head(3),
            serialization_format="cloudpickle",
            pip_requirements=["scikit-learn"],
        )
    return opened.info.run_id
    ### END SOLUTION

# %% role="tests" id="log-run-tests" points=3
import track_forms
import track_watch

grade = check.parts(3)
shown_features = pd.DataFrame(
    {"weight_kg": [1.5, 20.0, 3.0, 0.5, 7.25], "stops": [2.0, 5.0, 1.0, 3.0, 8.0]},
    index=[14, 11, 12, 10, 13]
)
shown_target = pd.Series([4.0, 35.0, -12.0, 1.0, 20.0], index=shown_features.index, name="minutes")
shown_plan = track_forms.plan(
    shown_features, shown_target, shown_features[::2] + 1, experiment="lateness",
    params={"penalty": 10.0, "tries": 3}, seed=17, commit="9f2c1e7",
    steps=[
        (5, {"mae": 31.5, "rmse": 40.0}), (10, {"mae": 27.5}), (20, {"mae": 29.25, "rmse": 38.0})
    ], weights=[1.5, 4.0], intercept=-20.0,
)
with grade("one run, in its experiment"):
    shown_seen = track_watch.logged(log_run, ["first-steps", "lateness"], [shown_plan])
    shown_store, shown_run = track_forms.call(shown_seen, 0, shown_plan, 1)
    track_forms.ended(shown_store, shown_run, shown_plan, shown_seen["calls"][0])
with grade("parameters and tags"):
    track_forms.words(shown_store, shown_run, shown_plan)
with grade("training, and its metrics by step", weight=2):
    track_forms.training(shown_plan, shown_seen["calls"][0])
    track_forms.metrics(shown_store, shown_run, shown_plan)
with grade("the model, its signature and its example", weight=2):
    track_forms.model(shown_store, shown_run, shown_plan, shown_seen["calls"][0])
with grade("training that fails"):
    shown_stop = {**shown_plan, "stops": True, "seed": 18}
    stop_seen = track_watch.logged(log_run, ["lateness"], [shown_stop])
    stop_store, stop_run = track_forms.call(stop_seen, 0, shown_stop, 1)
    track_forms.ended(stop_store, stop_run, shown_stop, stop_seen["calls"][0])
    track_forms.words(stop_store, stop_run, shown_stop)
    track_forms.metrics(stop_store, stop_run, shown_stop)
### BEGIN HIDDEN TESTS
from hidden import track_worlds

rng_of_runs = check.rng("log-run")
run_plans = [
    track_worlds.training(rng_of_runs, experiment, stops=stops) for experiment, stops in (("late", False), ("later", True), ("late", False), ("later", False))
]
with grade("four more, in one store", weight=2):
    runs_seen = track_watch.logged(log_run, ["late", "later"], run_plans)
    run_stores = [track_forms.call(runs_seen, place, asked, 4) for place, asked in enumerate(run_plans)]
    for (store_of_run, run_id), asked, one_seen in zip(run_stores, run_plans, runs_seen["calls"]):
        track_forms.ended(store_of_run, run_id, asked, one_seen)
with grade("their parameters and tags", weight=3):
    for (store_of_run, run_id), asked in zip(run_stores, run_plans):
        track_forms.words(store_of_run, run_id, asked)
with grade("their metrics by step", weight=3):
    for (store_of_run, run_id), asked, one_seen in zip(run_stores, run_plans, runs_seen["calls"]):
        track_forms.training(asked, one_seen)
        track_forms.metrics(store_of_run, run_id, asked)
with grade("their models", weight=4):
    for (store_of_run, run_id), asked, one_seen in zip(run_stores, run_plans, runs_seen["calls"]):
        if not asked["stops"]:
            track_forms.model(store_of_run, run_id, asked, one_seen)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Four trainings of Tuesday, by your function: Amara's three, which know the weight alone, and Tobias' one, which knows stops and queue, too.
#
# %%
def tuesday():
    settings = {"tries": 3, "penalty": 100.0}
    for seed in (1, 2, 3):
        log_run(
            "lateness", past[["weight_kg"]], minutes, track_trainer.fit, settings, seed, "9f2c1e7"
        )
    log_run("lateness", features, minutes, track_trainer.fit, settings, 4, "b71d0aa")
    table = mlflow.search_runs(experiment_names=["lateness"])
    told = table[["status", "params.seed", "tags.commit", "metrics.mae"]].to_string(index=False)
    return told.replace("\n", "\n    ")


settle("What did we train on Tuesday?", "M8", tuesday)

# %% [markdown]
# ## Ask the diary
#
# `mlflow.search_runs` takes a condition, and returns a DataFrame with a row for each run. The condition speaks of `params`, `metrics`, `tags` and `attributes`; texts stand in single quotes, and only `and` joins them:
#
# %%
for penalty, mae, commit in ((10.0, 30.0, "aaa"), (1.0, 28.0, "aaa"), (0.1, 25.0, "bbb")):
    with mlflow.start_run(experiment_id=mlflow.get_experiment_by_name("first-steps").experiment_id):
        mlflow.log_param("penalty", penalty)
        mlflow.log_metric("mae", mae)
        mlflow.set_tag("commit", commit)
found = mlflow.search_runs(
    experiment_names=["first-steps"],
    filter_string="tags.commit = 'aaa' and metrics.mae < 50",
    order_by=["metrics.mae ASC"],
)
print(found[["status", "params.penalty", "metrics.mae"]])

# %% [markdown]
# `metrics.mae` is the last value here, too. Where nothing is found the DataFrame is empty: it has no rows and may lack the very columns that you want to look at.
#
# %%
nothing = mlflow.search_runs(experiment_names=["first-steps"], filter_string="tags.commit = 'ccc'")
print(len(nothing), "rows, metrics.mae among the columns:", "metrics.mae" in nothing.columns)

# %%
quiz(
    "A run is still training, and its `mae` after two of thirty steps is the lowest of all. "
    "Does search_runs with the condition above list it?",
    runs="""
import track_store
import mlflow

track_store.open_store("busy")
mlflow.set_experiment("busy")
run = mlflow.start_run()
mlflow.log_metric("mae", 3.0, step=2)
found = mlflow.search_runs(experiment_names=["busy"], filter_string="metrics.mae < 50")
print(found["status"].tolist())
mlflow.end_run()
""",
    right="['RUNNING']",
    wrong={
        "[]": "It would be if search_runs left unfinished runs out. It doesn't.",
        "['FINISHED']": "Nobody has ended it.",
    },
    because="Running and failed runs are listed, too. `attributes.status = 'FINISHED'` leaves them "
    "out.",
)

# %% [markdown]
# ## M8b · Find it again
# **Level 2 · 12 minutes · 2 points**
#
# Write `find_run(experiment, data, commit, metric)`. It returns the id of the best run in that experiment, a text.
#
# - Only runs count that are `FINISHED`, that aren't deleted, and whose tags `data` and `commit` are exactly these texts.
# - The best is the one whose last value of `metric` is lowest. The last value is that with the highest step. No two runs have the same.
# - A run without this metric doesn't count, nor does one whose last value is no number (NaN).
# - If no run is left, return `None`.
#
# The experiment exists. Names of metrics are of small letters, texts of letters and digits.
#
# *Example.* Three finished runs on the same rows with the same commit. The first has `mae` 31, 26, 30 at the steps 1, 2, 3, the second 29, 28, and the third 27 and then NaN. The second is the best, by 28.
#
# <details><summary>Hint 1</summary>
#
# The conditions on tags and status go into `filter_string`, the rest into `order_by`, or into what you do with the DataFrame.
#
# </details>
# <details><summary>Hint 2</summary>
#
# If it stops with a `KeyError` or an `IndexError`: nothing was found, or no run had the metric. `dropna(subset=[…])` drops rows without a number, but needs the column.
#
# </details>
#
# %% role="answer" id="find-run"
def find_run(experiment, data, commit, metric):
    """The id of the finished run on these rows, by this commit, with the lowest last value of the
    metric; None if there is none."""
    ### BEGIN SOLUTION
    query = f"attributes.status = 'FINISHED' and tags.data = '{data}' and tags.commit = '{commit}'"
    found = mlflow.search_runs(experiment_names=[experiment], filter_string=query)
    column = f"metrics.{metric}"
    if column not in found.columns:
        return None
    found = found.dropna(subset=[column]).sort_values(column)
    return found["run_id"].iloc[0] if len(found) else None
    ### END SOLUTION

# %% role="tests" id="find-run-tests" points=2
import track_forms
import track_watch

grade = check.parts(2)


def planted_run(
    *values, status="FINISHED", data="d1", commit="c1", experiment="lateness", deleted=False,
    metric="mae"
):
    history = [(metric, step, value) for step, value in values]
    tags = {"data": data, "commit": commit}
    return {
        "experiment": experiment, "tags": tags, "params": {}, "metrics": history, "status": status,
        "deleted": deleted
    }


with grade("the example"):
    shown_runs = [
        planted_run((1, 31.0), (2, 26.0), (3, 30.0)), planted_run((1, 29.0), (2, 28.0)),
        planted_run((1, 27.0), (2, math.nan))
    ]
    shown_asked = [("lateness", "d1", "c1", "mae")]
    track_forms.places(
        track_watch.found(find_run, ["lateness"], shown_runs, shown_asked), shown_asked, [1],
        shown_runs
    )
with grade("other rows, commits, experiments and states"):
    more_runs = [
        planted_run((1, 9.0)), planted_run((1, 8.0), data="d2"), planted_run((1, 7.0), commit="c2"),
        planted_run((1, 6.0), status="FAILED"),
        planted_run((1, 5.0), status="RUNNING"), planted_run((1, 4.0), experiment="first-steps"),
        planted_run((1, 3.0), deleted=True),
        planted_run((1, 2.0), metric="rmse"),
    ]
    more_asked = [
        ("lateness", "d1", "c1", "mae"), ("lateness", "d2", "c1", "mae"),
        ("lateness", "d1", "c2", "mae"), ("lateness", "d1", "c1", "rmse")
    ]
    track_forms.places(
        track_watch.found(find_run, ["first-steps", "lateness"], more_runs, more_asked), more_asked,
        [0, 1, 2, 7], more_runs
    )
with grade("nothing to find"):
    none_asked = [
        ("lateness", "d1", "c1", "mae"), ("lateness", "d9", "c1", "mae"),
        ("lateness", "d1", "c1", "bias")
    ]
    none_runs = [planted_run((1, 31.0)), planted_run((1, math.nan), metric="bias")]
    track_forms.places(
        track_watch.found(find_run, ["lateness"], none_runs, none_asked), none_asked, [0, -1, -1],
        none_runs
    )
### BEGIN HIDDEN TESTS
from hidden import track_worlds

with grade("seventeen other runs", weight=3):
    names_of_drawers, many_runs, many_asked, many_places = track_worlds.planted(check.rng("find-run"))
    many_seen = track_watch.found(find_run, names_of_drawers, many_runs, many_asked)
    track_forms.places(many_seen, many_asked, many_places, many_runs)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# This is a good place for a break. Done: a diary of runs, and a way to find one again. To come: the same model twice, and who takes the champion's place.
#
# ## The same training, another model
#
# Now Yusra's second question. Here is a trainer as one finds it in many notebooks: three linear models, each trained on rows that are drawn with replacement, and averaged. It takes its chance from two places, Python's module `random` and NumPy's global generator (scikit-learn draws from that one if you don't give it a `random_state`):
#
# %%
import inspect

print(inspect.getsource(track_trainer.noisy_fit))

# %%
columns = parcels[["weight_kg", "stops"]].to_numpy()
target = parcels["minutes"].to_numpy()
for _ in range(3):
    np.random.seed(7)
    print([round(weight, 3) for weight in track_trainer.noisy_fit(columns, target)])

# %% [markdown]
# A seed was set, and still no two are equal. `np.random.seed` is only one of the two sources. Both together:
#
# %%
for _ in range(2):
    random.seed(7)
    np.random.seed(7)
    print([round(weight, 3) for weight in track_trainer.noisy_fit(columns, target)])

# %% [markdown]
# Equal. But it costs something: whoever draws after us now gets the numbers that follow our seed, also where chance was wanted. A *state* can be kept and put back:
#
# %%
kept = random.getstate(), np.random.get_state()
random.seed(7), np.random.seed(7)
print("ours   ", random.random(), np.random.rand())
random.setstate(kept[0]), np.random.set_state(kept[1])

# %% [markdown]
# ### Order
#
# The same rows in another order are drawn by other numbers. A database promises no order without `ORDER BY`. So sort by something that is unique, such as the parcel's number, before anything is drawn.
#
# And Python's sets? Texts in a set stand in an order that depends on a number which Python draws *when it starts*. So within one process all looks well. Here are three processes:
#
# %%
line = "print(list({'Aske', 'Barnby', 'Corran', 'Dunmore'}))"
for hash_seed in ("1", "2", "3"):
    done = subprocess.run(
        [sys.executable, "-c", line], env={"PYTHONHASHSEED": hash_seed}, capture_output=True,
        text=True
    )
    print(done.stdout.strip())

# %% [markdown]
# If depots are numbered in the order of a set, column 2 is Barnby's today and Corran's tomorrow. (It happens to the best. While making the file of empty tables for this lesson we found that MLflow itself makes some of its indexes in the order of a set. The same version gives another file each time.)
#
# %%
quiz(
    "Which of these gives the same list in every process, for a Series of texts `depot`?",
    right="sorted(set(depot))",
    wrong={
        "list(set(depot))": "The order of a set of texts changes from process to process.",
        "[*{name: 0 for name in set(depot)}]": "A dict keeps the order in which it was filled. It "
        "was filled from a set.",
        "sorted(set(depot), key=hash)": "The hash of a text is what changes.",
    },
    because="A set is fine as long as something sorts what comes out of it.",
)

# %% [markdown]
# ### Threads
#
# Computers round. So a sum depends on its order, and two threads add in another order than one:
#
# %%
values = np.float32(1) / np.arange(1, 200_001, dtype=np.float32)


def added_by(threads):
    """The sum, each thread adding its own part, one number after the other."""
    parts = [np.cumsum(part, dtype=np.float32)[-1] for part in np.array_split(values, threads)]
    return float(np.cumsum(parts, dtype=np.float32)[-1])


for threads in (1, 2, 4):
    print(threads, "threads:", added_by(threads))

# %% [markdown]
# The same 200,000 numbers, and no two sums are equal: they part at the third decimal. In training such a difference goes into every later step.
#
# The libraries below NumPy, SciPy and scikit-learn use as many threads as the machine has cores. There are two kinds: libraries for linear algebra, which multiply matrices, and OpenMP, by which other compiled code shares a loop out among threads. `threadpool_limits` sets their number for the length of a block, and puts it back:
#
# %%
from threadpoolctl import threadpool_info

with threadpool_limits(2):
    print("before:", {pool["num_threads"] for pool in threadpool_info()})
    with threadpool_limits(1):
        print("within:", {pool["num_threads"] for pool in threadpool_info()})
    print("after: ", {pool["num_threads"] for pool in threadpool_info()})

# %% [markdown]
# ### What can't be promised
#
# With seeds, order and one thread the same program repeats itself to the last bit, on the same machine with the same libraries. Beyond that:
#
# | what changes | the same to the last bit? | what to do |
# |---|---|---|
# | Python's hash seed, row order, what ran before | yes, if you write it so | that is the next exercise |
# | version of NumPy or scikit-learn | no promise | pin versions, and log them |
# | another processor | no promise: other instructions, other rounding | compare with a tolerance |
# | a graphics card | only some operations, if one asks for it | `torch.use_deterministic_algorithms(True)`, slower |
# | a limit in seconds ("train for an hour") | no: the clock decides where it ends | limit the steps |
# | workers that take the next job when they are free | no, unless each job has its own seed and results are sorted | a seed for each job |
#
# %%
quiz(
    "Seeds, order and threads are fixed. Which promise can you still not keep?",
    right="The same weights to the last bit on Tobias' laptop, which has another processor.",
    wrong={
        "The same weights in another process with another hash seed.": "If nothing depends on the "
        "order of a set, this holds.",
        "The same weights if rows come in another order.": "They are sorted first, so this holds.",
        "The same weights after other cells have drawn random numbers.": "The seed is set at the "
        "beginning of training, so this holds.",
    },
    because="Another processor may add in another order and round otherwise. Ask for equal within "
    "1e-6 there, not for equal.",
)

# %% [markdown]
# ## M9 · A sealed room
# **Level 2 · 12 minutes · 2 points**
#
# Write `sealed(job, seed)`. `job` is a function without arguments that draws from Python's `random` and from NumPy's global generator (`np.random.rand` and the like). Call it once, and return what it returned.
#
# - `seed` is a whole number from 0 to 2³² − 1. With the same seed the job draws the same numbers from both, whatever was drawn before. With another seed it draws others from both.
# - While the job runs, libraries for linear algebra and OpenMP have one thread each.
# - Afterwards both generators are exactly as they were before the call, and so are the numbers of threads.
# - If the job raises an error, it goes on to the caller, and everything is put back all the same.
#
# *Example.* `sealed(lambda: (random.random(), np.random.rand()), 7)` gives `(0.3238…, 0.0763…)` if both generators are seeded with 7 itself. Other numbers are as good: what counts is that they are the same each time.
#
# <details><summary>Hint 1</summary>
#
# Keep both states first, then seed. `try … finally` does what has to be done in any case.
#
# </details>
# <details><summary>Hint 2</summary>
#
# If the test says that a generator moved: are the states taken before the seeds are set? And put back after an error, too?
#
# </details>
#
# %% role="answer" id="sealed"
def sealed(job, seed):
    """What job() returns, with both global generators seeded and one thread; all is put back
    afterwards."""
    ### BEGIN SOLUTION
    kept = random.getstate(), np.random.get_state()
    try:
        random.seed(seed)
        np.random.seed(seed)
        with threadpool_limits(1):
            return job()
    finally:
        random.setstate(kept[0])
        np.random.set_state(kept[1])
    ### END SOLUTION

# %% role="tests" id="sealed-tests" points=2
import track_forms
import track_watch

grade = check.parts(2)
with grade("the same seed, whatever was drawn before"):
    track_forms.repeats(track_watch.sealed_runs(sealed, [(7, 100), (7, 101)]), "seed 7")
with grade("another seed"):
    track_forms.differs(track_watch.sealed_runs(sealed, [(7, 100), (8, 100)]), "seeds 7 and 8")
with grade("generators left as they were"):
    [room_seen] = track_watch.sealed_runs(sealed, [(7, 101)])
    track_forms.drawn(room_seen, "seed 7")
    track_forms.left_alone(room_seen, "after a job")
with grade("one thread"):
    [room_seen] = track_watch.sealed_runs(sealed, [(7, 101)])
    track_forms.drawn(room_seen, "seed 7")
    track_forms.one_thread(room_seen, "where 3 were allowed")
with grade("a job that fails"):
    [room_seen] = track_watch.sealed_runs(sealed, [(7, 100)], stops=True)
    track_forms.goes_on(room_seen, "where the job fails")
    track_forms.left_alone(room_seen, "after a job that fails")
    check.that(
        room_seen["threads_kept"], "the numbers of threads after a job that fails have changed"
    )
### BEGIN HIDDEN TESTS
rng_of_rooms = check.rng("sealed")
other_seeds = [0, 1, 2**32 - 1, 2**31 + 1, *(int(one) for one in rng_of_rooms.integers(1000, 2**30, 2))]
other_seeds += [other_seeds[-1] + more for more in (100, 1000, 2**16, 2**30)]
with grade("other seeds repeat", weight=2):
    for other_seed in other_seeds[:6]:
        states_before = rng_of_rooms.integers(1, 2**31, 3) * 2
        track_forms.repeats(
            track_watch.sealed_runs(sealed, [(other_seed, int(one) + place % 2) for place, one in enumerate(states_before)]), f"seed {other_seed}"
        )
with grade("other seeds differ"):
    track_forms.differs(track_watch.sealed_runs(sealed, [(one, 55) for one in other_seeds]), "ten seeds")
with grade("nothing is left behind, by other seeds"):
    for stops in (False, True):
        for odd in (2, 3):
            [room_seen] = track_watch.sealed_runs(sealed, [(other_seeds[-1], int(rng_of_rooms.integers(1, 2**30)) * 4 + odd)], stops=stops, threads=2)
            check.that(len(room_seen["jobs"]) == 1, "sealed calls the job once")
            track_forms.left_alone(room_seen, "after a job")
            track_forms.one_thread(room_seen, "where 2 were allowed")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## M9b · The same model twice
# **Level 3 · 18 minutes · 2 points**
#
# Write `train(rows, fit, seed)`, which prepares a table for a trainer such as `noisy_fit`, and trains in a sealed room.
#
# - `rows` is a DataFrame with the columns `parcel` (a text, no two are the same), `depot` (a text), `weight_kg` and `minutes` (numbers), in any order, with any index. It isn't changed.
# - `fit(columns, target)` takes two NumPy arrays of floats, and returns a list of weights, one for each column. It draws from both global generators. Call it once, under the conditions of M9: the same seed makes it draw the same from both, another seed others; one thread; afterwards the generators are as they were.
# - The rows of `columns` and `target` are in the order of `parcel`, as Python orders texts.
# - `columns` has a column for each depot that occurs, in the order of their names, as Python orders texts: 1 where the row is of this depot, else 0. After these comes `weight_kg`. `target` is `minutes`, in one dimension.
# - Return a dict with `"depots"`, the list of names in the order of the columns, and `"weights"`, what `fit` returned.
#
# So the same rows and the same seed give the same model, to the last bit, in any order of rows, in any process, and whatever was drawn before.
#
# *Example.* Three rows: F9 of Barnby with 2 kg, F10 of Aske with 5 kg, F8 of Barnby with 1 kg. As texts "F10" < "F8" < "F9". So `columns` is `[[1, 0, 5], [0, 1, 1], [0, 1, 2]]`, and the depots are `["Aske", "Barnby"]`.
#
# <details><summary>Hint 1</summary>
#
# `sort_values("parcel")` sorts a column of texts as Python does. `np.column_stack` puts columns side by side.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `sealed` takes a function without arguments. A `lambda` makes one of a call with two.
#
# </details>
#
# %% role="answer" id="train"
def train(rows, fit, seed):
    """The depots in the order of their columns, and the weights that fit returns for the sorted
    rows in a sealed room."""
    ### BEGIN SOLUTION
    ordered = rows.sort_values("parcel")
    depots = sorted(set(ordered["depot"]))
    flags = [(ordered["depot"] == depot).to_numpy(dtype=float) for depot in depots]
    columns = np.column_stack([*flags, ordered["weight_kg"].to_numpy(dtype=float)])
    target = ordered["minutes"].to_numpy(dtype=float)
    return {"depots": depots, "weights": sealed(lambda: fit(columns, target), seed)}
    ### END SOLUTION

# %% role="tests" id="train-tests" points=2
import track_forms
import track_watch

grade = check.parts(2)
three_rows = pd.DataFrame(
    {
        "parcel": ["F9", "F10", "F8"], "depot": ["Barnby", "Aske", "Barnby"],
        "weight_kg": [2.0, 5.0, 1.0], "minutes": [30.0, -5.0, 12.0]
    }, index=[7, 7, 3]
)
three_columns, three_minutes = np.array([[1.0, 0, 5], [0, 1, 1], [0, 1, 2]]), np.array(
    [-5.0, 12, 30]
)
with grade("the table of the example"):
    [three_seen] = track_watch.trained(train, [{"rows": three_rows, "seed": 7, "state": 100}])
    track_forms.table(three_seen, three_columns, three_minutes, ["Aske", "Barnby"], "the example")
with grade("the same model twice"):
    turned_rows = three_rows.iloc[::-1].reset_index(drop=True)
    twice_seen = track_watch.trained(
        train,
        [
            {"rows": three_rows, "seed": 7, "state": 100},
            {"rows": turned_rows, "seed": 7, "state": 101}
        ]
    )
    track_forms.same_models(twice_seen, "of the same rows in another order")
    track_forms.left_alone(twice_seen[0], "after train")
    check.equal(set(twice_seen[0]["given"][0]["threads"]) <= {1}, True, "one thread within fit")
with grade("another seed"):
    seeds_seen = track_watch.trained(
        train, [{"rows": three_rows, "seed": one, "state": 100} for one in (7, 8)]
    )
    drawn_by_seed = [
        track_forms.written(one, "train", "two seeds")["weights"][:2] for one in seeds_seen
    ]
    check.that(
        all(one != other for one, other in zip(*drawn_by_seed)),
        "with two seeds fit drew the same from a generator"
    )
### BEGIN HIDDEN TESTS
from hidden import track_worlds

rng_of_models = check.rng("train")
many_parcels = track_worlds.parcels(rng_of_models)
model_seed = int(rng_of_models.integers(1, 2**31))
with grade("the table of other rows", weight=2):
    for some_rows, said in (
        (many_parcels, "forty parcels"), (track_worlds.whole(track_worlds.mixed(rng_of_models, many_parcels)), "forty parcels with columns of ints"),
    ):
        [model_seen] = track_watch.trained(train, [{"rows": some_rows, "seed": model_seed, "state": 4}])
        track_forms.table(model_seen, *track_worlds.laid_out(some_rows), said)
with grade("the same model in odd circumstances", weight=2):
    odd_calls = [
        {"rows": track_worlds.mixed(rng_of_models, many_parcels), "seed": model_seed, "state": int(state), "threads": threads}
        for state, threads in zip(rng_of_models.integers(1, 2**31, 3), (1, 2, 3))
    ]
    odd_seen = track_watch.trained(train, odd_calls)
    track_forms.same_models(odd_seen, "of the same rows, after other draws")
    for one_seen in odd_seen:
        track_forms.left_alone(one_seen, "after train")
        check.that(set(one_seen["given"][0]["threads"]) <= {1}, "within fit libraries may use one thread")
with grade("the same model in two new processes", weight=4):
    children_seen = track_watch.in_children(
        train,
        [
            {"rows": track_worlds.mixed(rng_of_models, many_parcels), "seed": model_seed, "hash_seed": hash_seed, "threads": hash_seed}
            for hash_seed in (1, 2)
        ],
    )
    track_forms.same_models(children_seen, "in two processes with other hash seeds")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Your function, twice, with whatever order and whatever draws in between:
#
# %%
def twice():
    first = train(parcels, track_trainer.noisy_fit, 7)
    np.random.rand(random.randrange(100))
    other = train(parcels.sample(frac=1), track_trainer.noisy_fit, 7)
    return "yes, to the last bit" if first == other else "no"


settle("Does the same training make the same model?", "M9b", twice)

# %% [markdown]
# ## Better, or lucky?
#
# The model in service is called the **champion**, and the one that wants its place the **challenger**. Both predict the same 60 parcels, which neither has seen. Each parcel has an error in minutes, for either model. The champion misses by 27.4 minutes on average, the challenger by 26.3. Is that enough?
#
# Let us look at one parcel at a time. Some parcels are hard for everybody: a van broke down, and both models are two hours off. That noise is in both errors, and goes away in the **difference** of the two. So pair them, row by row:
#
# %%
rng = np.random.default_rng(12)
hard = rng.gamma(1.2, 20, 60)
one = hard + rng.normal(4, 3, 60).clip(0)
two = hard + rng.normal(2, 3, 60).clip(0)
gain = one - two  # positive: the challenger is nearer
print(f"means {one.mean():.1f} and {two.mean():.1f}, gain {gain.mean():.2f}")
apart = math.sqrt(one.var(ddof=1) / 60 + two.var(ddof=1) / 60)
paired = gain.std(ddof=1) / math.sqrt(60)
print(f"standard error as if they were different parcels: {apart:.2f}; paired: {paired:.2f}")

# %% [markdown]
# The gain is more than twice its paired standard error, and well within the other. That is why both must be judged on the *same* rows. If the champion's error is from last month, and the challenger's from this one, no formula helps: perhaps this month was easy.
#
# How much is enough? Luck alone goes beyond two standard errors, in the good direction, in about 2 of 100 cases. So we ask that gain − 2 errors lie above 0.
#
# ### Better on average isn't better for all
#
# Kit runs the depot in the hills. A model that is 4 minutes better at the coast, where most parcels go, and 9 minutes worse in the hills is better on average. Kit's customers don't live on the average. So look at each group for itself:
#
# %%
groups = {
    "coast": rng.normal(4, 6, 200), "valley": rng.normal(3, 6, 80), "hills": rng.normal(-9, 6, 30),
    "islands": rng.normal(1, 6, 5)
}
fig, ax = plt.subplots(figsize=(8, 2.6))
for place, (name, values) in enumerate(groups.items()):
    error = values.std(ddof=1) / math.sqrt(len(values))
    ax.errorbar(values.mean(), place, xerr=2 * error, fmt="o", capsize=4)
ax.axvline(0, color="black")
ax.axvline(-3, color="#D55E00", linestyle="--")
ax.set_yticks(range(4), [f"{name} ({len(values)})" for name, values in groups.items()])
ax.set(
    xlabel="gain in minutes, two standard errors to either side",
    title="Gain in four groups; dashed: 3 minutes worse"
)
plt.tight_layout()
plt.show()

# %% [markdown]
# The hills are out of the question. And the islands? Five parcels: the gain may be good or bad. Who has the burden of proof? "It isn't shown to be worse" would let any model through whose groups are small. So turn it round: a group is **safe** if even gain − 2 errors isn't below −`slack`, where `slack` is what the depots agreed to bear, 3 minutes say. A group of one parcel has no standard error, and can't be safe.
#
# %%
quiz(
    "A group has 16 parcels, a gain of +1 minute, and a standard deviation of 10 minutes. The "
    "slack is 3. Is it safe?",
    runs="print('safe' if 1 - 2 * 10 / 16**0.5 >= -3 else 'not safe')",
    right="not safe",
    wrong={"safe": "The error is 10 / 4 = 2.5, and 1 − 5 is −4. It may well be 4 minutes worse."},
    because="The gain of 1 looks good, but 16 parcels can't exclude −4. With 64 parcels it would "
    "be 1 − 2.5 = −1.5.",
)

# %% [markdown]
# ## M10 · Has it earned its place?
# **Level 3 · 18 minutes · 2 points**
#
# Write `decide(champion, challenger, groups, slack)`. The first two are dicts from a parcel to the model's absolute error in minutes. `groups` is a dict from a parcel to the name of its group; it may know more parcels.
#
# - If the two don't have exactly the same parcels, raise `ValueError`. Also raise it if an error is no number (NaN). Their entries may be in different orders. There are at least two parcels.
# - A parcel's gain is the champion's error less the challenger's. *Low* of some parcels is the mean of their gains less two standard errors; the standard error is the standard deviation of their gains (the one that divides by n − 1) over √n.
# - Return a dict with four entries: `"gain"`, the mean of all gains, and `"low"`, their low, both not rounded; `"unsafe"`, a sorted list of the groups, of those that occur, that have fewer than two parcels or whose low is below −`slack`; and `"promote"`, `True` if low is above 0 and no group is unsafe, else `False`.
# - The dicts aren't changed.
#
# *Example.* Champion: a 10, b 20, c 30, d 40. Challenger: a 7, b 18, c 27, d 38. a and b are of the coast, c and d of the hills. The gains are 3, 2, 3, 2, their mean is 2.5, their standard deviation 0.577, and low is 2.5 − 2 · 0.577 / 2 = 1.923. In either group low is 2.5 − 2 · 0.707 / √2 = 1.5. Promote.
#
# <details><summary>Hint 1</summary>
#
# Walk over the parcels of one dict, and look the other's error up by the parcel. `zip` of the values would pair them by place.
#
# </details>
# <details><summary>Hint 2</summary>
#
# A small function `low(gains)` serves all parcels and each group. If only groups of one parcel go wrong: what is the standard deviation of one number?
#
# </details>
#
# %% role="answer" id="decide"
def decide(champion, challenger, groups, slack):
    """Whether the challenger has earned the champion's place: gain, low, unsafe groups, and the
    verdict."""
    ### BEGIN SOLUTION
    if set(champion) != set(challenger):
        raise ValueError("the two models were judged on different parcels")
    if any(math.isnan(error) for error in [*champion.values(), *challenger.values()]):
        raise ValueError("an error is no number")

    def low(some):
        return np.mean(some) - 2 * np.std(some, ddof=1) / math.sqrt(len(some))

    by_group = {}
    for parcel in champion:
        by_group.setdefault(groups[parcel], []).append(champion[parcel] - challenger[parcel])
    gains = [gain for some in by_group.values() for gain in some]
    unsafe = sorted(name for name, some in by_group.items() if len(some) < 2 or low(some) < -slack)
    lowest = float(low(gains))
    return {"promote": lowest > 0 and not unsafe, "gain": float(np.mean(gains)), "low": lowest, "unsafe": unsafe}
    ### END SOLUTION

# %% role="tests" id="decide-tests" points=2
import track_forms
import track_watch

grade = check.parts(2)
first_errors = {"a": 10.0, "b": 20.0, "c": 30.0, "d": 40.0}
second_errors = {"d": 38.0, "a": 7.0, "c": 27.0, "b": 18.0}
zones_of_four = {"a": "coast", "b": "coast", "c": "hills", "d": "hills", "e": "moon"}
with grade("the example"):
    four_judged = track_watch.judged(decide, first_errors, second_errors, zones_of_four, 3)
    track_forms.decided(
        track_forms.written(four_judged, "decide", "the example"),
        {"promote": True, "gain": 2.5, "low": 2.5 - 1 / math.sqrt(3), "unsafe": []}, "the example",
    )
    check.that(four_judged["kept"], "decide changed one of the dicts that it was given")
with grade("a gain within noise", weight=2):
    lucky_errors = {"a": 9.0, "b": 19.0, "c": 29.0, "d": 33.0}
    track_forms.decided(
        decide(dict(first_errors), lucky_errors, dict.fromkeys("abcd", "coast"), 3),
        {"promote": False, "gain": 2.5, "low": -0.5, "unsafe": []},
        "gains of 1, 1, 1 and 7 minutes",
    )
with grade("worse groups, and small ones", weight=2):
    three_hills = {"a": "hills", "b": "coast", "c": "hills", "d": "hills"}
    track_forms.decided(
        decide(dict(first_errors), dict(second_errors), three_hills, 3),
        {"promote": False, "gain": 2.5, "low": 2.5 - 1 / math.sqrt(3), "unsafe": ["coast"]},
        "one parcel alone in its group",
    )
    worse_hills = {"a": 1.0, "b": 2.0, "c": 32.0, "d": 42.0}
    zones_swapped = {"a": "hills", "b": "hills", "c": "coast", "d": "coast"}
    track_forms.decided(
        decide(dict(first_errors), worse_hills, zones_swapped, 1.5),
        {"promote": False, "gain": 5.75, "low": 5.75 - math.sqrt(280.75 / 3), "unsafe": ["coast"]},
        "a group that is 2 minutes worse",
    )
with grade("different parcels"):
    check.raises(
        ValueError, decide, {**first_errors, "e": 1.0}, dict(second_errors), dict(zones_of_four), 3
    )
    check.raises(
        ValueError, decide, dict(first_errors), {**second_errors, "e": 1.0}, dict(zones_of_four), 3
    )
    check.raises(
        ValueError, decide, dict(first_errors), {**second_errors, "a": math.nan},
        dict(zones_of_four), 3
    )
### BEGIN HIDDEN TESTS
from hidden import track_worlds

rng_of_errors = check.rng("decide")
wide = float(rng_of_errors.uniform(8, 12))
six = 2 / math.sqrt(100)
many_gains = track_worlds.gains(9.0, 4.0, 100)
cases_of_noise = {
    "a gain just beyond noise": ({"b": track_worlds.gains(1.05 * wide * six, wide, 100)}, 4 * wide),
    "a gain just within noise": ({"b": track_worlds.gains(0.95 * wide * six, wide, 100)}, 4 * wide),
    "a loss": ({"b": track_worlds.gains(-1.5, 2.0, 60)}, 9.0),
}
cases_of_groups = {
    "safe by little": ({"b": many_gains, "a": track_worlds.gains(0.0, 3.0, 16)}, 1.55),
    "one group of four unsafe, by little": (
        {"b": many_gains, "d": track_worlds.gains(2.0, 1.0, 10), "c": track_worlds.gains(1.0, 1.0, 4), "a": track_worlds.gains(0.0, 3.0, 16)}, 1.48,
    ),
    "unsafe by the deviation of four": ({"b": many_gains, "a": track_worlds.gains(0.0, 3.0, 4)}, 2.8),
    "unsafe though not shown to be worse": ({"b": many_gains, "a": track_worlds.gains(1.0, 12.0, 6)}, 3.0),
    "seven groups unsafe": (
        {"zeal": [5.0], "Zed": track_worlds.gains(-6.0, 2.0, 8), "able": track_worlds.gains(-9.0, 2.0, 8), "c": [9.0], "a": [8.0], "e": [7.0],
         "d": track_worlds.gains(-12.0, 2.0, 4), "b": track_worlds.gains(9.0, 4.0, 300)}, 3.0,
    ),
}
cases_of_edges = {
    "no slack at all": ({"b": track_worlds.gains(9.0, 4.0, 40), "a": [0.0, 0.0]}, 0.0),
    "two parcels": ({"b": [3.0, 4.0]}, 1.0),
    "no difference at all": ({"b": [0.0, 0.0, 0.0]}, 1.0),
}
with grade("gains beyond noise and within", weight=4):
    for said, (gains_by_group, bearable) in cases_of_noise.items():
        some_errors = track_worlds.errors(rng_of_errors, gains_by_group)
        track_forms.decided(decide(*(dict(each) for each in some_errors), bearable), track_worlds.wanted(*some_errors, bearable), said)
with grade("groups that are worse, or may be", weight=4):
    for said, (gains_by_group, bearable) in cases_of_groups.items():
        some_errors = track_worlds.errors(rng_of_errors, gains_by_group)
        track_forms.decided(decide(*(dict(each) for each in some_errors), bearable), track_worlds.wanted(*some_errors, bearable), said)
with grade("at the edges"):
    for said, (gains_by_group, bearable) in cases_of_edges.items():
        some_errors = track_worlds.errors(rng_of_errors, gains_by_group)
        track_forms.decided(decide(*(dict(each) for each in some_errors), bearable), track_worlds.wanted(*some_errors, bearable), said)
with grade("other rows for either", weight=4):
    ours, theirs, zones_known = track_worlds.errors(rng_of_errors, {"b": track_worlds.gains(9.0, 4.0, 40)})
    gone = next(iter(ours))
    without = {parcel: error for parcel, error in ours.items() if parcel != gone}
    check.raises(ValueError, decide, without, dict(theirs), dict(zones_known), 3)
    check.raises(ValueError, decide, {**without, "F9": 1.0}, dict(theirs), dict(zones_known), 3)
    check.raises(ValueError, decide, {**ours, gone: math.nan}, dict(theirs), dict(zones_known), 3)
    check.raises(ValueError, decide, dict(ours), {**theirs, gone: math.nan}, dict(zones_known), 3)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## The registry
#
# A run is a diary entry. A **registered model** is a name that the service knows, with numbered **versions**, each of which points to the run that made it. An **alias** points to one version: the service loads `models:/lateness@champion`, whichever that is. To promote a model is to move the alias.
#
# %%
client = mlflow.MlflowClient()
client.create_registered_model("demo")
for _ in range(2):
    made = client.create_model_version("demo", f"runs:/{run.info.run_id}/model", run.info.run_id)
client.set_registered_model_alias("demo", "champion", 1)
client.set_model_version_tag("demo", 2, "gain", "2.5")
print(client.get_registered_model("demo").aliases)
print(
    client.get_model_version("demo", 2).tags,
    client.get_model_version("demo", 2).run_id == run.info.run_id
)

# %% [markdown]
# `aliases` is a dict from names to version numbers, and `tags` one from texts to texts. Without a champion the dict has no such key, while `get_model_version_by_alias` raises an error.
#
# Setting a tag is one step, moving an alias is another. Between any two steps the program may be killed: a machine restarts, somebody presses stop. What does the next one find?
#
#     tags first, alias last                      alias first, tags last
#     1. tag gain                                 1. alias champion → 3   ← killed here
#     2. tag previous       ← killed here         2. tag gain
#     3. alias champion → 3                       3. tag previous
#
# On the left version 2 is still the champion, and the tags on version 3 hurt nobody. Run it again, and it is done. On the right a model is in service of which nobody knows why it is there, nor what was there before. So what everybody looks at is changed *last*, when all that belongs to it is there.
#
# %%
quiz(
    "To be able to go back, somebody keeps a second alias, `previous`. Promote 2, then 3, and go "
    "back twice by swapping the two aliases. Who is the champion?",
    runs="""
aliases = {"champion": 1}
for version in (2, 3):
    aliases["previous"] = aliases["champion"]
    aliases["champion"] = version
for _ in range(2):
    aliases["champion"], aliases["previous"] = aliases["previous"], aliases["champion"]
print("version", aliases["champion"])
""",
    right="version 3",
    wrong={
        "version 1": "So it should be. But one alias remembers one step, and swapping back undoes "
        "the first way back.",
        "version 2": "That is after going back once.",
    },
    because="The bad version is back in service. A tag `previous` on each version remembers the "
    "whole way.",
)

# %% [markdown]
# ## M10b · Promote, and roll back
# **Level 4 · 25 minutes · 3 points**
#
# Write two functions on a registered model `name`. `client` is an `MlflowClient`; all that you read and write goes through it. `version` is a whole number, and aliases and tags are as above. The champion is the version with the alias `champion`.
#
# `promote(client, name, version, report)`: `report` is what `decide` returned, with one more entry, `"against"`: the version number of the champion that was compared with, or `None` if there was none. The first of these that applies:
#
# 1. If `report["promote"]` is `False`, return `False`.
# 2. If `version` is the champion already, return `True`.
# 3. If `version` has a tag `rolled_back`, raise `ValueError`.
# 4. If the champion isn't `report["against"]` (any more), raise `ValueError`; `None` stands for no champion.
# 5. Else set three tags on `version`: `gain` and `low`, `str` of the report's numbers, and `previous`, `str` of `report["against"]`, or `"none"`. Then move the alias `champion` to `version`, and return `True`.
#
# `roll_back(client, name, version, reason)` takes the bad `version` out of service. The first of these that applies:
#
# 1. If there is no champion, raise `ValueError`.
# 2. If `version` isn't the champion, return the champion's number.
# 3. If `version` has no tag `previous`, or it is `"none"`, raise `ValueError`.
# 4. Else set the tag `rolled_back` of `version` to the text `reason`, move the alias `champion` to the version that its tag `previous` names, and return that, a whole number.
#
# For both: in all other cases, and apart from these, nothing is written. The program may be killed before or after any call of `client`. Whoever then finds the champion changed must find all tags that belong to it; and the same call once more must lead to the same end as if nothing had happened.
#
# *Example.* The champion is 2. `promote(client, "lateness", 3, {"promote": True, "gain": 2.5, "low": 1.9, "unsafe": [], "against": 2})` sets the tags `gain` 2.5, `low` 1.9 and `previous` 2 on version 3, and makes it the champion. `roll_back(client, "lateness", 3, "late on Friday")` makes 2 the champion again, and returns 2. The same call once more changes nothing, and returns 2.
#
# <details><summary>Hint 1</summary>
#
# `client.get_registered_model(name).aliases.get("champion")` is the champion or `None`. `client.get_model_version(name, version).tags` are a version's tags.
#
# </details>
# <details><summary>Hint 2</summary>
#
# If the test says "cut off" and names tags: which line is your last call of the client?
#
# </details>
# <details><summary>Hint 3</summary>
#
# Tags hold texts, `version` is a number. `"9" == 9` is false, and `"10" < "9"` is true.
#
# </details>
#
# %% role="answer" id="registry"
def promote(client, name, version, report):
    """Make version the champion if the report says so: evidence first, alias last. Returns whether
    it is the champion."""
    ### BEGIN SOLUTION
    if not report["promote"]:
        return False
    champion = client.get_registered_model(name).aliases.get("champion")
    if champion is not None and int(champion) == version:
        return True
    if "rolled_back" in client.get_model_version(name, version).tags:
        raise ValueError(f"version {version} has been rolled back")
    against = report["against"]
    if (None if champion is None else int(champion)) != against:
        raise ValueError(f"compared with {against}, but the champion is {champion}")
    client.set_model_version_tag(name, version, "gain", str(report["gain"]))
    client.set_model_version_tag(name, version, "low", str(report["low"]))
    client.set_model_version_tag(name, version, "previous", "none" if against is None else str(against))
    client.set_registered_model_alias(name, "champion", version)
    return True
    ### END SOLUTION


def roll_back(client, name, version, reason):
    """Take version out of service and return the champion's number: the reason first, alias
    last."""
    ### BEGIN SOLUTION
    champion = client.get_registered_model(name).aliases.get("champion")
    if champion is None:
        raise ValueError("there is no champion")
    if int(champion) != version:
        return int(champion)
    previous = client.get_model_version(name, version).tags.get("previous", "none")
    if previous == "none":
        raise ValueError(f"nothing came before version {version}")
    client.set_model_version_tag(name, version, "rolled_back", reason)
    client.set_registered_model_alias(name, "champion", int(previous))
    return int(previous)
    ### END SOLUTION

# %% role="tests" id="registry-tests" points=3
import track_moves
import track_registry

grade = check.parts(3)
shown_registry = {"versions": {1: {}, 2: {"previous": "1"}, 3: {}}, "aliases": {"champion": 2}}
shown_report = {"promote": True, "gain": 2.5, "low": 1.9, "unsafe": [], "against": 2}
promoted_registry = {
    "versions": {1: {}, 2: {"previous": "1"}, 3: {"gain": "2.5", "low": "1.9", "previous": "2"}},
    "aliases": {"champion": 3}
}
returned_registry = {
    "versions": {
        **promoted_registry["versions"],
        3: {**promoted_registry["versions"][3], "rolled_back": "late on Friday"}
    }, "aliases": {"champion": 2},
}
with grade("promote, the example"):
    [moves_seen] = track_registry.worked(
        promote, roll_back, [("promote", [3, shown_report])], shown_registry
    )
    track_moves.moved(moves_seen, [(True, promoted_registry)], "promote 3 against 2")
with grade("promote, not earned, or against another champion"):
    [moves_seen] = track_registry.worked(
        promote, roll_back, [("promote", [3, {**shown_report, "promote": False}])], shown_registry
    )
    track_moves.moved(moves_seen, [(False, shown_registry)], "promote where the report says no")
    [moves_seen] = track_registry.worked(
        promote, roll_back, [("promote", [3, {**shown_report, "against": 1}])], shown_registry
    )
    track_moves.moved(
        moves_seen, [("ValueError", shown_registry)], "promote 3 against 1, where the champion is 2"
    )
with grade("promote, cut off", weight=4):
    moves_seen = track_registry.worked(
        promote, roll_back, [("promote", [3, shown_report])], shown_registry, cuts=True
    )
    track_moves.survives(moves_seen, shown_registry, promoted_registry, True, "promote 3 against 2")
with grade("roll back, the example, and once more"):
    back_step = ("roll_back", [3, "late on Friday"])
    [moves_seen] = track_registry.worked(
        promote, roll_back, [back_step, back_step], promoted_registry
    )
    track_moves.moved(moves_seen, [(2, returned_registry), (2, returned_registry)], "roll back 3")
with grade("roll back, cut off", weight=4):
    moves_seen = track_registry.worked(
        promote, roll_back, [back_step], promoted_registry, cuts=True
    )
    track_moves.survives(moves_seen, promoted_registry, returned_registry, 2, "roll back 3")
### BEGIN HIDDEN TESTS
from hidden import track_worlds

rng_of_registry = check.rng("registry")
big_registry = track_worlds.registry(rng_of_registry)
big_champion = big_registry["aliases"]["champion"]
good_report = track_worlds.report(rng_of_registry, big_champion)
big_promoted = track_worlds.after_promotion(big_registry, 11, good_report)
no_champion = {**big_registry, "aliases": {"shadow": 11}}
nowhere = track_worlds.report(rng_of_registry, None)
with grade("promote, other registries", weight=6):
    moves_seen = track_registry.worked(promote, roll_back, [("promote", [11, good_report])], big_registry, cuts=True)
    track_moves.moved(moves_seen[0], [(True, big_promoted)], "promote 11")
    track_moves.survives(moves_seen, big_registry, big_promoted, True, "promote 11")
with grade("promote, no champion yet", weight=2):
    first_promoted = track_worlds.after_promotion(no_champion, 12, nowhere)
    [moves_seen] = track_registry.worked(promote, roll_back, [("promote", [12, nowhere])], no_champion)
    track_moves.moved(moves_seen, [(True, first_promoted)], "the first promotion")
    [moves_seen] = track_registry.worked(promote, roll_back, [("promote", [12, good_report])], no_champion)
    track_moves.moved(moves_seen, [("ValueError", no_champion)], "promote against a champion that is gone")
    [moves_seen] = track_registry.worked(promote, roll_back, [("promote", [12, nowhere])], big_registry)
    track_moves.moved(moves_seen, [("ValueError", big_registry)], "promote against none, where there is a champion")
with grade("promote, what must not be touched", weight=3):
    for version_asked, report_asked, result_expected, said in (
        (big_champion, good_report, True, "promote the champion"),
        (big_champion, {**good_report, "against": 6}, True, "promote the champion once more, after it took the place of 6"),
        (big_champion, {**good_report, "promote": False}, False, "promote the champion where the report says no"),
        (6, good_report, "ValueError", "promote a version that has been rolled back"),
        (5, good_report, "ValueError", "promote a version whose tag rolled_back is an empty text"),
        (6, {**good_report, "promote": False}, False, "promote a version that has been rolled back where the report says no"),
        (11, {**good_report, "against": 4}, "ValueError", "promote against an earlier champion"),
        (11, {**good_report, "promote": False, "against": 4}, False, "promote against an earlier champion where the report says no"),
    ):
        [moves_seen] = track_registry.worked(promote, roll_back, [("promote", [version_asked, report_asked])], big_registry)
        track_moves.moved(moves_seen, [(result_expected, big_registry)], said)
    was_rolled = {**big_registry, "aliases": {**big_registry["aliases"], "champion": 6}}
    [moves_seen] = track_registry.worked(promote, roll_back, [("promote", [6, good_report])], was_rolled)
    track_moves.moved(moves_seen, [(True, was_rolled)], "promote the champion, which has been rolled back once")
with grade("roll back, all the way", weight=4):
    why_bad = [f"bad since {day}, {rng_of_registry.integers(100)} calls" for day in ("Friday", "Sunday")]
    once_back = track_worlds.after_return(big_promoted, 11, why_bad[0])
    twice_back = track_worlds.after_return(once_back, big_champion, why_bad[1])
    thrice_back = track_worlds.after_return(twice_back, 6, "late again")
    back_steps = [
        ("roll_back", [11, why_bad[0]]), ("roll_back", [big_champion, why_bad[1]]), ("roll_back", [6, "late again"]), ("roll_back", [4, "bad, too"])
    ]
    [moves_seen] = track_registry.worked(promote, roll_back, back_steps, big_promoted)
    track_moves.moved(moves_seen, [(big_champion, once_back), (6, twice_back), (4, thrice_back), ("ValueError", thrice_back)], "roll back four times")
    moves_seen = track_registry.worked(promote, roll_back, back_steps[:1], big_promoted, cuts=True)
    track_moves.survives(moves_seen, big_promoted, once_back, big_champion, "roll back 11")
with grade("roll back, what must not be touched", weight=2):
    bare_champion = {**big_registry, "aliases": {"champion": 7}}
    for registry_asked, version_asked, result_expected, said in (
        (no_champion, big_champion, "ValueError", "roll back without a champion"),
        (big_registry, 6, big_champion, "roll back a version that isn't the champion"),
        (big_registry, 12, big_champion, "roll back a version that never was the champion"),
        (bare_champion, 7, "ValueError", "roll back a champion without a tag previous"),
    ):
        [moves_seen] = track_registry.worked(promote, roll_back, [("roll_back", [version_asked, "bad"])], registry_asked)
        track_moves.moved(moves_seen, [(result_expected, registry_asked)], said)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Summary
#
# - A run holds what was chosen, what was measured and at which step, the rows' fingerprint, the commit, the seed, and the model with its signature. What isn't in it can't be found later.
# - A model is repeatable if chance has a seed at each of its sources, if rows and sets have an order, and if the number of threads is fixed. Another processor or another version of a library is beyond that promise.
# - A challenger is judged on the champion's rows, pair by pair. It needs a gain beyond noise, and no group that may be worse by more than was agreed.
# - What everybody looks at is moved last. Each step can be done again, and each version knows what came before it.
#
# Back to Thursday, 7:40. Version 1 is Amara's model of seed 3, which is in service. Version 2 is Tobias'. The last 120 parcels of the table, on which neither was trained, judge them:
#
# %%
def prepared():
    data = {
        "weight": track_store.fingerprint(past[["weight_kg"]], minutes),
        "all": track_store.fingerprint(features, minutes)
    }
    ids = [
        find_run("lateness", data["weight"], "9f2c1e7", "mae"),
        find_run("lateness", data["all"], "b71d0aa", "mae")
    ]
    if not client.search_registered_models("name = 'lateness'"):
        client.create_registered_model("lateness")
        for one_id in ids:
            client.create_model_version("lateness", f"runs:/{one_id}/model", one_id)
        client.set_registered_model_alias("lateness", "champion", 1)
        client.set_model_version_tag("lateness", 1, "previous", "none")
    return ids


def who():
    prepared()
    champion = client.get_registered_model("lateness").aliases["champion"]
    made_by = mlflow.get_run(client.get_model_version("lateness", champion).run_id)
    tags, data = made_by.data.tags, made_by.data.params
    return (
        f"version {champion}: run {made_by.info.run_id[:8]}, commit {tags['commit']}, seed "
        f"{data['seed']}, rows {tags['data'][:8]}"
    )


def comparison():
    judged = fresh.set_index("parcel")
    errors = []
    for one_id in prepared():
        model = mlflow.pyfunc.load_model(f"runs:/{one_id}/model")
        names = [column.name for column in model.metadata.signature.inputs]
        errors.append((judged["minutes"] - model.predict(judged[names])).abs().to_dict())
    return decide(errors[0], errors[1], judged["zone"].to_dict(), 3)


def better():
    said = comparison()
    return (
        f"gain {said['gain']:.1f} minutes, at least {said['low']:.1f}; unsafe: "
        f"{said['unsafe'] or 'none'}; promote: {said['promote']}"
    )


def there_and_back():
    promote(client, "lateness", 2, {**comparison(), "against": 1})
    there = client.get_registered_model("lateness").aliases["champion"]
    return (
        f"champion {there}, and after one call {roll_back(client, 'lateness', 2, 'late on Friday')}"
    )


settle("1. Which run made the model in service?", "M8 and M8b", who)
settle("2. Does the same training make the same model?", "M9b", twice)
settle("3. Is the new one better, and for whom worse?", "M10", better)
settle("4. How do we get back?", "M10b", there_and_back)

# %% [markdown]
# Thursday's first question has an answer now: the alias names the version, the version its run, and the run its commit, its seed and its rows. The second is "yes", and with that the model can be made again.
#
# What does "unsafe: none" mean? In each of the three zones the new model may be worse by 3 minutes at most, as far as 120 parcels can tell. It doesn't mean that no parcel is worse off. And a roll-back takes the *model* back, not the promises that were made meanwhile.
