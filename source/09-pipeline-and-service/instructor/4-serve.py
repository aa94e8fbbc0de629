# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Answer, and stay up
#     minutes: 180
#     prerequisites: [03-pytorch/4-training]
#     summary: A model as a service that refuses bad input by name, sheds load before it drowns, answers in batches, and has a page of its own.
# ---

# %% [markdown]
# # Answer, and stay up
#
# Fellpost's model says how likely a parcel is to come late, and the web shop asks it over the network. On Monday at eight the shop sent a newsletter. 240 customers looked for their parcel within two seconds, and the service, which manages eight answers a second, took all of them in. After half a minute it was
# still answering customers who had long closed the page. The shop's program had waited five seconds and asked again, so the same parcels stood in the queue three and four times. Yusra was called at 8:02 and restarted the service, and the queue filled up again.
#
# Tobias, who wrote the service in an afternoon, wants to know:
#
# 1. Which requests bring it down, and which does it answer wrongly?
# 2. What should it have done on Monday?
# 3. Could the same machine have answered more?
# 4. Kit manages a depot and wants to type in a parcel and see the answer. What does a page need that can't be misused?
#
# At the end your own service gets Monday's burst. After this lesson you can
#
# - say what a request must look like, and tell the caller which field is wrong,
# - write a service that loads its model once, and says whether it is up and whether it is ready,
# - bound a queue, shed load, and do no work twice,
# - put requests together in batches without mixing up the answers,
# - write a page that works without JavaScript and runs nobody else's.
#
# Nothing here needs a network: each app is called in-process, by the very messages that a web server would hand it. You need Python's classes, `with` and decorators; `async` and `await` are shown as they come. Plan two sittings of about 90 minutes, with a break after M12.
#
# %% role="read-only" id="setup-serve"
import asyncio
import html
import json
import math
from collections import deque
from contextlib import asynccontextmanager
from html.parser import HTMLParser
from typing import Annotated, Literal

from fastapi import FastAPI, Form, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError

import serve_figures
import serve_wire
from serve_body import BodyLimit
from serve_clock import in_virtual_time
from serve_desk import burst, monday
from serve_end import settle
from workbook import check
from workbook.notebook.quiz import quiz

# %% [markdown]
# ## What may come in
#
# A request brings a **body**: text in JSON. Python reads it with `json.loads`:
#
# %%
body = '{"pallet": "P-17", "weight_kg": 240, "height_cm": "120"}'
print(json.loads(body))

# %% [markdown]
# The height is a text, since someone put it in quotes. A service that goes on with it fails later, somewhere else, or compares texts where it should compare numbers. So say first what a request looks like. **Pydantic** does that with a class that lists fields and their types:
#
# %%
class LoosePallet(BaseModel):
    pallet: str
    weight_kg: int
    height_cm: int


print(LoosePallet.model_validate(json.loads(body)))

# %% [markdown]
# It took `"120"` for 120. That is kind, and it hides the caller's mistake: `true` would have become 1, too. `strict=True` takes numbers for numbers only, and `extra="forbid"` refuses names that aren't listed. `Field` sets limits (`ge`: greater or equal, `le`: less or equal), `Literal` lists the texts that are allowed, and a default makes a field one that may be missing:
#
# %%
class Pallet(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    pallet: str = Field(pattern=r"^P-[0-9]{1,4}$")
    weight_kg: float = Field(ge=0, le=1000)
    wood: Literal["new", "used"] = "used"


print(Pallet.model_validate({"pallet": "P-17", "weight_kg": 240}))
try:
    Pallet.model_validate({"pallet": "17", "weight_kg": "240", "wod": "new"})
except ValidationError as error:
    for one in error.errors():
        print(one["loc"], one["msg"])

# %% [markdown]
# All three mistakes are named at once, each with its **place**. That is what a caller needs: *what* is wrong, and *where*.
#
# %%
quiz(
    "JSON knows no NaN, but Python's reader does. What does this print?",
    runs="""
import json

from pydantic import BaseModel, Field


class Delay(BaseModel):
    hours: float = Field(ge=0)


class Plain(BaseModel):
    hours: float


for kind in (Plain, Delay):
    try:
        print(kind.model_validate(json.loads('{"hours": NaN}')).hours)
    except ValueError:
        print("refused")
""",
    right="nan\nrefused",
    wrong={
        "refused\nrefused": "Python's reader takes the word NaN, and a plain float may be one.",
        "nan\nnan": "A limit helps: NaN is not greater than or equal to 0.",
        "refused\nnan": "The other way round: the limit is what refuses it.",
    },
    because="NaN compares with nothing, so a lower limit refuses it. Without limits say "
    "allow_inf_nan=False.",
)

# %% [markdown]
# ## M11a · What a parcel looks like
# **Level 2 · 8 minutes · 2 points**
#
# Write the class `Parcel`, a Pydantic model. `Parcel.model_validate(values)` gets what `json.loads` made of a body.
#
# | field | what it may be |
# |---|---|
# | `parcel` | a text of 1 to 20 characters, each of them one of A to Z, 0 to 9 and `-` |
# | `service` | `"standard"` or `"express"` |
# | `weight_g` | a whole number from 1 to 31500 |
# | `hours_since_scan` | a number from 0 to 720, such as 5 or 5.5 |
# | `scans` | a whole number, 0 or more; it is 0 if the field is missing |
#
# - The other four fields must be there, and there are no fields but these.
# - A number in quotes is no number, and neither is `true` or `false`. (Whether a whole number may be written as `12.0` is up to you.)
# - Values stay as they were sent: nothing is cut off, rounded or changed to capitals.
# - Each place (`loc`) of the error begins with the name of a field that is wrong. All that are wrong are named, and no others.
#
# *Example.* `{"parcel": "FP-204", "service": "express", "weight_g": 800, "hours_since_scan": 5.5}` is a parcel with `scans` of 0. With `"weight_g": "800"` the error's only place is `("weight_g",)`.
#
# <details><summary>Hint 1</summary>
#
# The class `Pallet` above has one of each. Which of its fields is like which of yours?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `[A-Z0-9-]{1,20}` between `^` and `$` matches the name as a whole. If true is taken for 1, something is not strict.
#
# </details>
#
# %% role="answer" id="parcel-form"
### BEGIN SOLUTION
class Parcel(BaseModel):
    """What the service is asked about."""

    model_config = ConfigDict(strict=True, extra="forbid")

    parcel: str = Field(pattern=r"^[A-Z0-9-]{1,20}$")
    service: Literal["standard", "express"]
    weight_g: int = Field(ge=1, le=31_500)
    hours_since_scan: float = Field(ge=0, le=720)
    scans: int = Field(default=0, ge=0)
### END SOLUTION

# %% role="tests" id="parcel-form-tests" points=2
import serve_forms

grade = check.parts(2)
one_parcel = {"parcel": "FP-204", "service": "express", "weight_g": 800, "hours_since_scan": 5.5}
with grade("parcels that are fine"):
    serve_forms.taken(Parcel, [
        ("the example", one_parcel, {"scans": 0}),
        ("with scans", {**one_parcel, "scans": 3}, {}),
        (
            "the least of all",
            {
                "parcel": "0", "service": "standard", "weight_g": 1, "hours_since_scan": 0,
                "scans": 0
            }, {}
        ),
        (
            "the most of all",
            {
                **one_parcel, "parcel": "ABCDEFGHIJ-123456789", "weight_g": 31500,
                "hours_since_scan": 720
            }, {"scans": 0}
        ),
    ])  # fmt: skip
with grade("a field that is wrong is named"):
    serve_forms.refused(Parcel, [
        ("a weight in quotes", {**one_parcel, "weight_g": "800"}, ["weight_g"]),
        ("a weight of true", {**one_parcel, "weight_g": True}, ["weight_g"]),
        (
            "no weight", {"parcel": "FP-204", "service": "express", "hours_since_scan": 5.5},
            ["weight_g"]
        ),
        ("a field that isn't listed", {**one_parcel, "wieght_g": 80}, ["wieght_g"]),
        ("another service", {**one_parcel, "service": "slow"}, ["service"]),
        ("small letters", {**one_parcel, "parcel": "fp-204"}, ["parcel"]),
        ("hours of NaN", {**one_parcel, "hours_since_scan": math.nan}, ["hours_since_scan"]),
        ("two fields", {**one_parcel, "weight_g": 0, "scans": -1}, ["weight_g", "scans"]),
    ])  # fmt: skip
### BEGIN HIDDEN TESTS
from hidden import serve_bodies

rng_of_parcels = check.rng("parcel-form")
with grade("other parcels that are fine"):
    serve_forms.taken(Parcel, serve_bodies.fine(rng_of_parcels))
with grade("other fields that are wrong", weight=3):
    serve_forms.refused(Parcel, serve_bodies.bad(rng_of_parcels))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## A service
#
# **FastAPI** turns functions into a service. A function stands below the path that it answers, and what it returns goes out as JSON. Where a parameter's type is a Pydantic model, the body is read and checked before the function is called:
#
# %%
shop = FastAPI()


@shop.get("/")
def hello():
    return {"shop": "open"}


@shop.post("/pallet")
def weigh(pallet: Pallet):
    return {"kilograms": pallet.weight_kg, "wood": pallet.wood}


def ask(app, path, body=None):
    """Call app in-process: POST with a body, GET without one; the status and the text of the
    answer."""
    step = {"do": "call", "path": path, "method": "GET"}
    if body is not None:
        step |= {"method": "POST", "body": body}
    return serve_wire.once(app, step)


print(ask(shop, "/"))
print(ask(shop, "/pallet", '{"pallet": "P-17", "weight_kg": 240}'))
print(ask(shop, "/pallet", '{"pallet": "P-17", "weight_kg": 2400}'))

# %% [markdown]
# **200** says that all went well. **422** says that the body can be read but isn't what was asked for: the *caller* must change something. Numbers from 500 on say that the *service* is at fault: **500** is a mistake in its code, **503** means "not now, come again". Callers and alarms go by these numbers, so a bad body must never give a 500: somebody would be woken for it.
#
# %%
quiz(
    "The pallet's weight is NaN. The limits of the class refuse it. Which status does FastAPI "
    "send?",
    runs="""
from fastapi import FastAPI
from pydantic import BaseModel, Field

import serve_wire


class Pallet(BaseModel):
    weight_kg: float = Field(ge=0, le=1000)


shop = FastAPI()


@shop.post("/pallet")
def weigh(pallet: Pallet):
    return {"kilograms": pallet.weight_kg}


status, text = serve_wire.once(shop, {"path": "/pallet", "body": '{"weight_kg": NaN}'})
print(status)
""",
    right="500",
    wrong={
        "422": "So it should be. But its 422 quotes the input, and NaN can't be written as JSON: "
        "the refusal itself breaks.",
        "400": "That would be the caller's fault, too, and it isn't what happens.",
        "200": "The limit does refuse it. What goes wrong comes after that.",
    },
    because="The usual 422 holds the value that was refused. NaN, and halves of characters such as "
    "\\ud800, can't be sent back.",
)

# %% [markdown]
# Handing the caller's own values back is also how secrets get into logs. An **exception handler** replaces the answer by one of your own. `error.errors()` is the list from above; each place begins with `"body"`, and counts places in lists from 0:
#
# %%
careful = FastAPI()


@careful.exception_handler(RequestValidationError)
async def refuse(request, error):
    print("places:", [one["loc"] for one in error.errors()])
    return JSONResponse({"sorry": len(error.errors())}, status_code=422)


@careful.post("/pallet")
def weigh_again(pallet: Pallet):
    return {"kilograms": pallet.weight_kg}


print(ask(careful, "/pallet", '{"pallet": "P-17", "weight_kg": NaN}'))

# %% [markdown]
# A 422 now, without the caller's values. (Why a new app? FastAPI gathers an app's handlers at its first request, and `shop` has had one: a handler that came later would never be asked.)
#
# A class may hold a list of another class, and `Field` bounds its length by `min_length` and `max_length`. And where a function finds that it can't answer now, `raise HTTPException` ends it with a status of your choice:
#
# %%
class Lorry(BaseModel):
    pallets: list[Pallet] = Field(min_length=1, max_length=2)


@careful.post("/lorry")
def drive(lorry: Lorry):
    if sum(pallet.weight_kg for pallet in lorry.pallets) > 1500:
        raise HTTPException(503, "no lorry is large enough now")
    return [pallet.model_dump() for pallet in lorry.pallets]


light, heavy = '{"pallet": "P-1", "weight_kg": 20}', '{"pallet": "P-2", "weight_kg": 800}'
for pallets in (light, f"{heavy}, {heavy}", "", f'{light}, {{"pallet": "P-3"}}'):
    print(ask(careful, "/lorry", '{"pallets": [' + pallets + "]}"))

# %% [markdown]
# One pallet is fine, and `model_dump` makes a dict of it, with the default for `wood`. Two heavy ones are well-formed and get the 503. An empty list is refused as a whole. In the last list the *second* pallet lacks its weight, and its place holds a 1.
#
# **When is the model loaded?** Not in the function that answers: that would be once for each request. A **lifespan** runs around the app's life: what stands before `yield` happens at the start, what stands after it at the end. A server sends no request to the app before the first part is done.
#
# %%
@asynccontextmanager
async def lifespan(app):
    print("start")
    yield
    print("stop")


async def one_life(loop):
    app = FastAPI(lifespan=lifespan)
    async with app.router.lifespan_context(app):
        print("requests are answered")


in_virtual_time(one_life)

# %% [markdown]
# Loading takes a minute with a large model. If it stands before `yield`, nobody gets an answer for a minute, not even the platform that asks "are you alive?" and, hearing nothing, kills the service and starts it again. So there are two questions, on two paths:
#
# - **health**: is the process alive? If not, restart it.
# - **ready**: may it get requests now? If not, wait.
#
# The loading goes to a thread, as a **task** that runs on while the app answers already. `asyncio.to_thread(function)` runs a function in a thread; `asyncio.create_task` begins something without waiting for it (keep the task in a variable, or it may be collected while it runs):
#
# %%
import time


def slow():
    time.sleep(0.05)
    return "the model"


async def beginning(loop):
    kept = {"model": None}

    async def load():
        kept["model"] = await asyncio.to_thread(slow)

    task = asyncio.create_task(load())
    print("at once:", kept["model"])
    await task
    print("later:  ", kept["model"])


in_virtual_time(beginning)

# %% [markdown]
# **`def` or `async def`?** FastAPI runs functions of `def` in threads of their own, and those of `async def` on the one loop that serves everybody. A model that computes for a second in an `async def` stops all others for a second, health included. What computes belongs in a `def`, or in `asyncio.to_thread`.
#
# ## M11b · The service
# **Level 3 · 30 minutes · 3 points**
#
# Write `make_app(load_model, most=100, max_bytes=100_000)`. It returns a FastAPI app, which uses your class `Parcel`. `load_model()` takes its time and returns a model; `model.version` is a text, and `model.predict(rows)` gets a list of dicts, each with the five fields of a parcel, and returns a list with a number for each.
#
# | request | answer |
# |---|---|
# | `GET /health` | 200 from the start on, whatever the model does |
# | `GET /ready` | 503 until the model is there, then 200 |
# | `POST /predict`, a parcel | 200, `{"late": number, "version": text}` |
# | `POST /predict/many`, `{"parcels": [parcel, …]}` | 200, `{"late": [number, …], "version": text}`, in the order of the request |
#
# 1. The model is loaded once, in the lifespan, and the start doesn't wait for it. Until it is there both `POST`s give 503. (Whether a body that breaks a rule gets its 422 before that is up to you.) If loading fails, it stays that way.
# 2. Each good request calls `model.predict` once, with all of its parcels. While it computes, `/health` answers.
# 3. A list has 1 to `most` parcels.
# 4. What breaks a rule of `Parcel` or of the list gets 422 and `{"errors": [{"field": text, "problem": text}, …]}`. `field` is the place without `body`, its parts joined by dots: `weight_g`, `parcels.2.weight_g` (the third), `parcels` where the list's length is wrong. `problem` says in words what is wrong; it isn't empty.
# 5. A body of more than `max_bytes` bytes gets 413, also if the caller doesn't say how long it is, and isn't read to its end. `BodyLimit` from the set-up cell does both: `app.add_middleware(BodyLimit, max_bytes=…)`.
# 6. No body gives a 500: what is no JSON, half a body of a caller who went away, and NaN all get a number from 400 to 499, and `model.predict` isn't called.
# 7. If `model.predict` fails, the answer is 500, and doesn't tell the error's text. The next request is served.
# 8. Two apps don't share anything.
#
# *Example.* The model's number is a tenth of the hours, its version "v7". `POST /predict` with the parcel from above gives `{"late": 0.55, "version": "v7"}`; with 5000 grams in quotes `{"errors": [{"field": "weight_g", "problem": "Input should be a valid integer"}]}`.
#
# <details><summary>Hint 1</summary>
#
# Everything that belongs to one app stands inside `make_app`, also a class `Many` with `parcels: list[Parcel]`: `Field` takes `min_length` and `max_length` for lists. `parcel.model_dump()` is the dict.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `raise HTTPException(503, "…")` ends a function with that status. A small inner function that returns the model, or raises this, serves three paths.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If the start waits for the model, look for an `await` before `yield` that should be a task. If health hangs during a prediction, look for an `async def` that computes. If NaN gives a 500, your refusal quotes `input`.
#
# </details>
#
# %% role="answer" id="service"
def make_app(load_model, most=100, max_bytes=100_000):
    """A FastAPI app that loads its model in the background and answers for it."""
    ### BEGIN SOLUTION
    kept = {"model": None}

    class Many(BaseModel):
        parcels: list[Parcel] = Field(min_length=1, max_length=most)

    async def load():
        kept["model"] = await asyncio.to_thread(load_model)

    @asynccontextmanager
    async def lifespan(app):
        loading = asyncio.create_task(load())
        yield
        loading.cancel()

    app = FastAPI(lifespan=lifespan)
    app.add_middleware(BodyLimit, max_bytes=max_bytes)

    def model():
        if kept["model"] is None:
            raise HTTPException(503, "the model isn't there yet")
        return kept["model"]

    @app.exception_handler(RequestValidationError)
    async def refuse(request, error):
        errors = [
            {"field": ".".join(map(str, one["loc"][1:])), "problem": one["msg"]}
            for one in error.errors()
        ]
        return JSONResponse({"errors": errors}, status_code=422)

    @app.get("/health")
    async def health():
        return {"status": "up"}

    @app.get("/ready")
    async def ready():
        return {"status": "ready", "version": model().version}

    @app.post("/predict")
    def predict(parcel: Parcel):
        late = model().predict([parcel.model_dump()])
        return {"late": late[0], "version": model().version}

    @app.post("/predict/many")
    def predict_many(many: Many):
        late = model().predict([parcel.model_dump() for parcel in many.parcels])
        return {"late": late, "version": model().version}

    return app
    ### END SOLUTION

# %% role="tests" id="service-tests" points=3
import serve_forms

grade = check.parts(3)
tenth_model = [{"version": "v7", "slope": 0.1}]
first_parcel = {"parcel": "FP-204", "service": "express", "weight_g": 800, "hours_since_scan": 5.5}
second_parcel = {
    "parcel": "FP-9", "service": "standard", "weight_g": 90, "hours_since_scan": 2, "scans": 4
}
with grade("before the model is there, and after", weight=2):
    serve_forms.begins(make_app, tenth_model[0], first_parcel)
with grade("one and many"):
    serve_forms.answers(make_app, tenth_model[0], {}, [
        ("one parcel", first_parcel, [0.55]),
        ("two parcels", [first_parcel, second_parcel], [0.55, 0.2]),
        ("the same two, turned round", [second_parcel, first_parcel], [0.2, 0.55]),
    ])  # fmt: skip
with grade("a bad field is named", weight=2):
    serve_forms.names_fields(make_app, tenth_model[0], {"most": 3}, [
        ("a weight in quotes", {**first_parcel, "weight_g": "5000"}, ["weight_g"]),
        ("hours of NaN", {**first_parcel, "hours_since_scan": math.nan}, ["hours_since_scan"]),
        (
            "the third of three", [first_parcel, second_parcel, {**first_parcel, "scans": -2}],
            ["parcels.2.scans"]
        ),
        ("no parcel in the list", [], ["parcels"]),
        ("four parcels, where most is 3", [first_parcel] * 4, ["parcels"]),
    ])  # fmt: skip
with grade("bodies that are none", weight=2):
    serve_forms.survives(make_app, tenth_model[0], {"max_bytes": 400}, first_parcel, [
        ("no JSON", {"body": '{"parcel": "FP-'}, (400, 499)),
        (
            "half a body of a caller who went away",
            {"chunks": ['{"parcel": "FP-204", "ser'], "cut": True}, (400, 499)
        ),
        ("a body of 401 bytes, where max_bytes is 400", {"body": " " * 401}, (413, 413)),
        ("many chunks of a body without a length", {"chunks": ["x" * 100] * 50}, (413, 413)),
    ])  # fmt: skip
with grade("while it computes, and when it fails"):
    serve_forms.computes(make_app, tenth_model[0], first_parcel)
### BEGIN HIDDEN TESTS
from hidden import serve_bodies

rng_of_service = check.rng("service")
with grade("another model", weight=2):
    drawn_model = serve_bodies.model(rng_of_service)
    serve_forms.begins(make_app, drawn_model, serve_bodies.parcel(rng_of_service))
    serve_forms.answers(make_app, drawn_model, {}, serve_bodies.good_requests(rng_of_service, drawn_model))
    serve_forms.two_apps(make_app, [serve_bodies.model(rng_of_service) for _ in range(2)], serve_bodies.parcel(rng_of_service))
with grade("other bad fields", weight=2):
    drawn_most = int(rng_of_service.integers(4, 9))
    serve_forms.names_fields(make_app, drawn_model, {"most": drawn_most}, serve_bodies.bad_requests(rng_of_service, drawn_most))
    serve_forms.names_fields(make_app, drawn_model, {}, serve_bodies.hundred_and_one(rng_of_service))
with grade("other bodies that are none", weight=2):
    drawn_limit = int(rng_of_service.integers(300, 600))
    serve_forms.survives(
        make_app, drawn_model, {"max_bytes": drawn_limit}, serve_bodies.parcel(rng_of_service), serve_bodies.wrecks(rng_of_service, drawn_limit)
    )
    serve_forms.survives(make_app, drawn_model, {}, serve_bodies.parcel(rng_of_service), serve_bodies.large(rng_of_service))
with grade("loading that fails"):
    serve_forms.never_ready(make_app, drawn_model, serve_bodies.parcel(rng_of_service))
    serve_forms.computes(make_app, drawn_model, serve_bodies.parcel(rng_of_service), many=True)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## More than it can carry
#
# Now for Monday. A worker takes a second for an answer, and there are eight of them. As long as fewer than eight requests a second come, a few wait for a moment. Above that the queue grows, second by second, and everybody who is at its end waits for all who stand before. Move the sliders. **p95** is the time within which 95 in 100 of those who are answered have their answer:
#
# %%
serve_figures.under_load()

# %% [markdown]
# Three things to see. Near full load the wait grows steeply, long before the workers are all busy all the time. Beyond it the wait has no end: it depends on how long the rush lasts, and on nothing else. And with a limit to the queue p95 stays where it is, since somebody is **sent away** at once. That is the choice: a few who are told "no" now, or everybody who is told "yes" too late.
#
# %%
quiz(
    "8 workers take 1 second for each request, and 24 may wait in line. How many seconds does the "
    "last in line wait until its answer is there, at most?",
    right="4",
    wrong={
        "24": "Eight are served at a time, not one.",
        "3": "After three seconds the last one is begun. Its own work takes a second, too.",
        "1": "That is the work alone, without the wait.",
    },
    because="24 in line before 8 workers: three rounds of waiting, and one of work. The queue's "
    "length bounds the wait.",
)

# %% [markdown]
# Who is sent away gets status 503 and a header **Retry-After** with a number of seconds. If all of them are told "5", all of them come back in five seconds, at once, and are sent away again: a **retry storm**. So spread them: count how many were sent to which second, and send no more to one than can be served.
#
# **Timeouts.** A caller who waits five seconds and closes the page leaves a request behind. To work on it is work for nobody. So requests whose time is up leave the queue.
#
# **Idempotency keys.** Who asks again after a timeout doesn't know whether the first request was carried out. For a question that costs only time, for an order or a payment it costs more. So the caller makes up a key, and sends the same one with each try. The service does the work once, and gives everyone with that key the same answer. A key that comes with *another* body is a caller's mistake: 422.
#
# Here is a gate that does none of it, with 3 requests for one worker. It is told what happens and returns what is to be done:
#
# %%
from serve_desk import TakeAll, request, run

settings = {"workers": 1, "places": 1, "timeout": 1500, "returns": 1, "remember": 9000}
three = [request(1, 0, "a"), request(2, 100, "b"), request(3, 1300, "b")]
for moment in run(TakeAll, settings, three)["log"]:
    print(moment["now"], *moment["calls"], "->", moment["actions"])

# %% [markdown]
# Read it line by line. Request 2 waited from 100 to 1600, was told 504, and was worked on all the same. Request 3 has the same key, and the work was done a second time.
#
# %%
quiz(
    "Request 3 came at 1300 with the same key as request 2, which waited in line. What should have "
    "happened to it?",
    right="It joins request 2: the work that begins at 1000 is for both.",
    wrong={
        "It waits in line behind request 2.": "Then the work would be done twice for one key.",
        "It is answered 422.": "Only if its body were another one. This is an honest second try.",
        "It is answered 503, since one already waits.": "It needs no place of its own: its work is "
        "in line already.",
    },
    because="A key stands for one piece of work. Whoever brings it waits for the same answer.",
)

# %% [markdown]
# ## M12 · The gate
# **Level 4 · 50 minutes · 5 points**
#
# Write the class `Gate(workers, places, timeout, returns, remember)`, with three methods. Each returns a list of actions, empty if there is nothing to do. All times are whole milliseconds, and `now` is the only clock.
#
# | call | when |
# |---|---|
# | `arrive(now, id, key, body)` | a request comes; `id` is a new number, `key` a text or `None`, `body` a text |
# | `finish(now, id, result)` | the work that began with `("start", id)` is done; `result` is a text, or `None` if the work failed |
# | `tick(now)` | the time of a request that came at `now - timeout` is up |
#
# The actions are `("start", id)`, by which a worker begins the work for request `id`, and `("answer", id, status, detail)`. At one moment all `finish` come first, then one `tick`, then the `arrive`s. The order of actions in a list doesn't matter.
#
# **A request comes.** Its *job* is the work for it.
#
# 1. Is there a job with its key that waits or runs, or a remembered result? Then with another body it is answered 422 (detail `None`). With the same body it is answered 200 with the remembered result, or joins the job and is answered with it. Joining takes no place in line. A `None` is no key; the empty text is one.
# 2. Otherwise, if one of the `workers` is idle, its job is started.
# 3. Otherwise, if fewer than `places` jobs wait, its job waits in line.
# 4. Otherwise it is answered 503. The detail is the smallest whole number of seconds, 1 or more, such that fewer than `returns` requests have been sent to that second before. (At 4300 a detail of 2 sends to the second 6: `now // 1000 + 2`.) Its key is not kept.
#
# **Work is done.**
#
# 5. All who wait for the job are answered: 200 and the result, or 500 and `None` if it failed.
# 6. The result of a job with a key is remembered: it is given out to requests that come at most `remember` milliseconds after its end. Failures aren't remembered.
# 7. The worker takes the job that has waited longest, unless the time of all of its callers is up (`timeout` milliseconds or more since they came): then the next. It is started by the id of the request that made the job.
#
# **Time is up.**
#
# 8. Who came `timeout` milliseconds ago or more and has no answer is answered 504 (detail `None`).
# 9. A job in line for which nobody waits any more leaves it, and its key is free.
# 10. Running work goes on, and its result is remembered. The worker is busy until it is done.
#
# Two gates don't share anything.
#
# *Example.* The three requests from above: 1 starts at 0, 2 waits, 3 joins it at 1300. At 1000 job 2 is started; at 1600 request 2 is answered 504; at 2000 request 3 gets 200, and nothing was done twice.
#
# <details><summary>Hint 1</summary>
#
# One small dict for each job: its id, its body, its key, and its callers with the time each came. Then you need a queue of jobs, a dict from id to running job, one from key to job or result, and a counter of seconds.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Write `arrive` as the four rules, one `if` with a `return` each. The job stays in the dict of keys while it waits, runs and is remembered; what changes is its state. `collections.deque` has `popleft` and `remove`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If a worker stays idle for ever, look at what `finish` does when the first in line is out of time. If too many are sent away, look whether a job that everybody left still counts as waiting. If a key is refused after its first caller went away, look at what else waits for it.
#
# </details>
#
# %% role="answer" id="gate"
class Gate:
    """Says what is done with each request: begin, wait, share, or send away."""

    ### BEGIN SOLUTION
    def __init__(self, workers, places, timeout, returns, remember):
        self.idle = workers
        self.places = places
        self.timeout = timeout
        self.returns = returns
        self.remember = remember
        self.line = deque()
        self.running = {}
        self.jobs = {}  # by key: waiting, running, or done
        self.sent = {}  # by second: how many were told to come back then

    def arrive(self, now, id, key, body):
        job = self.jobs.get(key)
        if job is not None and job["done"] is not None and now > job["done"] + self.remember:
            job = None
        if job is not None:
            if job["body"] != body:
                return [("answer", id, 422, None)]
            if job["done"] is not None:
                return [("answer", id, 200, job["result"])]
            job["callers"][id] = now
            return []
        if self.idle == 0 and len(self.line) >= self.places:
            return [("answer", id, 503, self.back(now))]
        job = {"id": id, "key": key, "body": body, "callers": {id: now}, "done": None}
        if key is not None:
            self.jobs[key] = job
        if self.idle == 0:
            self.line.append(job)
            return []
        return self.start(job)

    def finish(self, now, id, result):
        job = self.running.pop(id)
        self.idle += 1
        status = 500 if result is None else 200
        actions = [("answer", caller, status, result) for caller in job["callers"]]
        job.update(callers={}, done=now, result=result)
        if result is None and job["key"] is not None:
            del self.jobs[job["key"]]
        for waiting in self.line:
            if any(now < came + self.timeout for came in waiting["callers"].values()):
                self.line.remove(waiting)
                return actions + self.start(waiting)
        return actions

    def tick(self, now):
        actions = []
        for job in [*self.line, *self.running.values()]:
            for caller, came in list(job["callers"].items()):
                if now >= came + self.timeout:
                    del job["callers"][caller]
                    actions.append(("answer", caller, 504, None))
        for job in [one for one in self.line if not one["callers"]]:
            self.line.remove(job)
            if job["key"] is not None:
                del self.jobs[job["key"]]
        return actions

    def start(self, job):
        self.idle -= 1
        self.running[job["id"]] = job
        return [("start", job["id"])]

    def back(self, now):
        second = now // 1000 + 1
        while self.sent.get(second, 0) >= self.returns:
            second += 1
        self.sent[second] = self.sent.get(second, 0) + 1
        return second - now // 1000
    ### END SOLUTION

# %% role="tests" id="gate-tests" points=5
import serve_gate_forms
from serve_desk import request as one_request

grade = check.parts(5)
one_worker = {"workers": 1, "places": 1, "timeout": 1500, "returns": 1, "remember": 9000}
with grade("begin, wait, send away", weight=2):
    serve_gate_forms.same(
        Gate, "three at a time", one_worker,
        [
            one_request(7, 0), one_request(3, 10), one_request(5, 20), one_request(6, 30),
            one_request(8, 1000)
        ],
        [
            {"now": 0, "calls": ["arrive(0, 7, None, 'x')"], "actions": [("start", 7)]},
            {"now": 10, "calls": ["arrive(10, 3, None, 'x')"], "actions": []},
            {"now": 20, "calls": ["arrive(20, 5, None, 'x')"], "actions": [("answer", 5, 503, 1)]},
            {"now": 30, "calls": ["arrive(30, 6, None, 'x')"], "actions": [("answer", 6, 503, 2)]},
            {
                "now": 1000,
                "calls": ["finish(1000, 7, 'answer to x')", "arrive(1000, 8, None, 'x')"],
                "actions": [("answer", 7, 200, "answer to x"), ("start", 3)]
            },
            {"now": 1500, "calls": ["tick(1500)"], "actions": []},
            {"now": 1510, "calls": ["tick(1510)"], "actions": [("answer", 3, 504, None)]},
            {"now": 1520, "calls": ["tick(1520)"], "actions": []},
            {"now": 1530, "calls": ["tick(1530)"], "actions": []},
            {"now": 2000, "calls": ["finish(2000, 3, 'answer to x')"], "actions": [("start", 8)]},
            {"now": 2500, "calls": ["tick(2500)"], "actions": [("answer", 8, 504, None)]},
            {"now": 3000, "calls": ["finish(3000, 8, 'answer to x')"], "actions": []},
        ],
    )  # fmt: skip
with grade("one key, one piece of work", weight=2):
    serve_gate_forms.same(
        Gate, "the example", one_worker,
        [
            one_request(1, 0, "a"), one_request(2, 100, "b"), one_request(3, 1300, "b"),
            one_request(4, 2100, "b", "other"), one_request(5, 2200, "b")
        ],
        [
            {"now": 0, "calls": ["arrive(0, 1, 'a', 'x')"], "actions": [("start", 1)]},
            {"now": 100, "calls": ["arrive(100, 2, 'b', 'x')"], "actions": []},
            {
                "now": 1000, "calls": ["finish(1000, 1, 'answer to x')"],
                "actions": [("answer", 1, 200, "answer to x"), ("start", 2)]
            },
            {"now": 1300, "calls": ["arrive(1300, 3, 'b', 'x')"], "actions": []},
            {"now": 1500, "calls": ["tick(1500)"], "actions": []},
            {"now": 1600, "calls": ["tick(1600)"], "actions": [("answer", 2, 504, None)]},
            {
                "now": 2000, "calls": ["finish(2000, 2, 'answer to x')"],
                "actions": [("answer", 3, 200, "answer to x")]
            },
            {
                "now": 2100, "calls": ["arrive(2100, 4, 'b', 'other')"],
                "actions": [("answer", 4, 422, None)]
            },
            {
                "now": 2200, "calls": ["arrive(2200, 5, 'b', 'x')"],
                "actions": [("answer", 5, 200, "answer to x")]
            },
            {"now": 2800, "calls": ["tick(2800)"], "actions": []},
            {"now": 3600, "calls": ["tick(3600)"], "actions": []},
            {"now": 3700, "calls": ["tick(3700)"], "actions": []},
        ],
    )  # fmt: skip
with grade("work that fails"):
    serve_gate_forms.same(
        Gate, "a failure, then the key again", one_worker,
        [
            one_request(1, 0, "a", fails=True), one_request(2, 100, "a"),
            one_request(3, 1100, "a", takes=200)
        ],
        [
            {"now": 0, "calls": ["arrive(0, 1, 'a', 'x')"], "actions": [("start", 1)]},
            {"now": 100, "calls": ["arrive(100, 2, 'a', 'x')"], "actions": []},
            {
                "now": 1000, "calls": ["finish(1000, 1, None)"],
                "actions": [("answer", 1, 500, None), ("answer", 2, 500, None)]
            },
            {"now": 1100, "calls": ["arrive(1100, 3, 'a', 'x')"], "actions": [("start", 3)]},
            {
                "now": 1300, "calls": ["finish(1300, 3, 'answer to x')"],
                "actions": [("answer", 3, 200, "answer to x")]
            },
            {"now": 1500, "calls": ["tick(1500)"], "actions": []},
            {"now": 1600, "calls": ["tick(1600)"], "actions": []},
            {"now": 2600, "calls": ["tick(2600)"], "actions": []},
        ],
    )  # fmt: skip
### BEGIN HIDDEN TESTS
from hidden import serve_gate_worlds

rng_of_gates = check.rng("gate")
for make_world in serve_gate_worlds.WORLDS:
    with grade(make_world.__name__, weight=2):
        for _ in range(2):
            world_told, world_settings, world_requests, world_tries = make_world(rng_of_gates)
            world_log = serve_gate_worlds.expected(world_settings, world_requests, world_tries)
            serve_gate_forms.same(Gate, world_told, world_settings, world_requests, world_log, world_tries)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Monday again, with 240 callers and up to eight tries each. `in vain` counts work beyond one piece for each caller who was served:
#
# %%
print("everybody in:", monday(TakeAll))
settle("and by your gate:", "M12", lambda: str(monday(Gate)))

# %% [markdown]
# In the first line work goes to callers who have left, each of whom has asked again already. In the second nobody's work is thrown away. p95 counts from a caller's *first* try, so the waiting between two tries is in it. If you measured each try by itself, those who were sent away would vanish from the figures, and the service would look quick because it refuses people.
#
# %% [markdown]
# This is a good place for a break. Done: a service that refuses bad bodies by name, and a gate that knows when it is full. To come: more answers from the same machine, and a page for Kit.
#
# ## Many at once
#
# The gate sends people away because a worker takes a second for each of them. But a model is a matrix product, and for sixteen rows that takes hardly longer than for one. If only the requests came sixteen at a time! They don't; so let each wait a little, and hand over what has gathered:
#
# %%
serve_figures.batches()

# %% [markdown]
# At most three rows, at most 10 ms. The first batch is full at 9 ms and goes at once. The row of 11 ms waits alone, until 21. Then two that have waited 10 ms from the *first* of them, then another one. The price is up to 10 ms for each caller, and what you get for it are four calls of the model in place of seven. This is a **micro-batch**.
#
# In code each caller waits for *its own* answer. A **future** is a place into which somebody will put a result, and for which somebody else waits:
#
# %%
async def two_sides(loop):
    place = loop.create_future()
    loop.call_later(0.5, place.set_result, "late, by 2 hours")
    print(f"{loop.time():.1f} s: nobody has answered yet")
    print(await place)
    print(f"{loop.time():.1f} s")


in_virtual_time(two_sides)

# %% [markdown]
# `loop.call_later(seconds, function, …)` calls a function later and returns a handle, whose `cancel()` calls it off. (The loop here is one whose clock jumps: half a second takes no time, and each run is alike. `asyncio.get_running_loop()` gives the loop to code that has no such parameter.) `place.set_exception(error)` lets the caller who waits get an error. A caller may also go away: then its future is cancelled, and to set its result would be an error:
#
# %%
async def gone(loop):
    place = loop.create_future()
    caller = asyncio.ensure_future(asyncio.wait_for(place, timeout=1))
    await asyncio.wait([caller])
    print("cancelled:", place.cancelled(), " done:", place.done())
    place.set_result("too late")


try:
    in_virtual_time(gone)
except asyncio.InvalidStateError as error:
    print("InvalidStateError:", error)

# %%
quiz(
    "Four callers share a batch. predict_many raises an error, because the second row holds a text "
    "that it can't read. The batcher gives that error to all four. What is wrong?",
    right="Three callers are refused for a fourth one's row.",
    wrong={
        "Nothing: without results nobody can be answered.": "The other three rows are fine. They "
        "can be asked again.",
        "The second caller should get an answer, too.": "Its row can't be read. An error is the "
        "right answer for it.",
        "Errors shouldn't reach callers at all.": "A caller whose row is at fault has to hear of "
        "it.",
    },
    because="Whoever shares a batch shares nothing else. And one caller with bad rows could bring "
    "down everybody's requests.",
)

# %% [markdown]
# ## M13 · The batcher
# **Level 4 · 40 minutes · 5 points**
#
# Write the class `Batcher(predict_many, most, wait)` with one method, `async def ask(self, row)`. `predict_many` is an `async` function: `await predict_many(rows)` gets a list of rows and returns a list of results. `ask` returns the result for its own row.
#
# 1. Rows that wait make up a batch, in the order in which they came. It is handed over at once when there are `most` of them, and otherwise `wait` seconds after its first row came. `most` is 1 or more, `wait` is above 0.
# 2. A batch that is being computed keeps no other waiting: several may be under way.
# 3. If `predict_many` raises an error for a batch of several rows, each of its rows is asked again alone, one after the other, in order. Who asked for it gets the result, or the error that *its* row raises, as soon as that call is done. An error for a batch of one row goes to its caller, without another call.
# 4. If there are more or fewer results than rows, each caller of the batch gets a `RuntimeError`; nothing is asked again. A result may be anything, `None` too.
# 5. A caller may go away (its task is cancelled). If its row still waits, it is left out: it fills no place in its batch. But the time that its batch waits still counts from its first row, unless all have gone: then the next row is a first one. If a batch is empty, `predict_many` isn't called.
# 6. If the batch is under way already, the others get their results as ever.
# 7. Equal rows are rows of their own. Two batchers don't share anything. A batcher is made before any row comes, and is used on one loop. There is no other clock than the loop's.
#
# *Example.* `most` is 3, `wait` 10 ms, and the rows come at 2, 5, 9, 11, 30, 36 and 43 ms. `predict_many` is called as in the picture: at 9, 21, 40 and 53 ms.
#
# <details><summary>Hint 1</summary>
#
# `ask` puts its row and a new future into a list, starts the timer if it is the first, hands over if the list is full, and then waits for its future. Handing over takes the list away and begins a task: no caller should do the work of others in its own name.
#
# </details>
# <details><summary>Hint 2</summary>
#
# If a batch goes too early, a timer of the batch before it is still running. If one goes too late, the timer starts anew with each row.
#
# </details>
# <details><summary>Hint 3</summary>
#
# A future that is cancelled is `done()`: leave such rows out before you count, before you hand over, and before you answer. Keep a new task in a set, or it may be collected while it runs.
#
# </details>
#
# %% role="answer" id="batcher"
class Batcher:
    """Gathers rows for a moment, asks for all of them at once, and gives each caller its own
    result."""

    ### BEGIN SOLUTION
    def __init__(self, predict_many, most, wait):
        self.predict_many = predict_many
        self.most = most
        self.wait = wait
        self.waiting = []
        self.timer = None
        self.tasks = set()

    async def ask(self, row):
        loop = asyncio.get_running_loop()
        place = loop.create_future()
        self.waiting = [one for one in self.waiting if not one[1].done()]
        if not self.waiting:
            if self.timer is not None:
                self.timer.cancel()
            self.timer = loop.call_later(self.wait, self.hand_over)
        self.waiting.append((row, place))
        if len(self.waiting) == self.most:
            self.hand_over()
        return await place

    def hand_over(self):
        batch = [one for one in self.waiting if not one[1].done()]
        self.waiting = []
        if batch:
            task = asyncio.ensure_future(self.answer(batch))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def answer(self, batch):
        try:
            results = await self.predict_many([row for row, _ in batch])
        except Exception as error:
            if len(batch) == 1:
                self.fail(batch, error)
            else:
                for one in batch:
                    await self.answer([one])
            return
        if len(results) != len(batch):
            self.fail(batch, RuntimeError("another number of results than of rows"))
            return
        for (_, place), result in zip(batch, results):
            if not place.done():
                place.set_result(result)

    def fail(self, batch, error):
        for _, place in batch:
            if not place.done():
                place.set_exception(error)
    ### END SOLUTION

# %% role="tests" id="batcher-tests" points=5
import serve_batch_forms

grade = check.parts(5)


def planned_rows(most, wait, times, leaves=(), **told_model):
    """A plan for the watcher: rows "a", "b", … at times (ms), and when some of them leave."""
    planned = [{"row": chr(97 + place), "at": at} for place, at in enumerate(times)]
    for place, at in leaves:
        planned[place]["leaves"] = at
    return {"most": most, "wait": wait, "models": [told_model], "rows": planned}


def wanted_callers(outcomes):
    """(row, when) for an answer, (row, when, error) for anything else."""
    return [
        {
            "row": row, "at": at, "outcome": error[0] if error else "result",
            "result": error[1] if error else f"answer to {row}"
        }
        for row, at, *error in outcomes
    ]  # fmt: skip


with grade("the example", weight=2):
    serve_batch_forms.same(Batcher, [(
        "the example", planned_rows(3, 10, [2, 5, 9, 11, 30, 36, 43]),
        [
            [
                {"at": 9, "rows": ["a", "b", "c"]}, {"at": 21, "rows": ["d"]},
                {"at": 40, "rows": ["e", "f"]}, {"at": 53, "rows": ["g"]}
            ]
        ],
        wanted_callers([("a", 9), ("b", 9), ("c", 9), ("d", 21), ("e", 40), ("f", 40), ("g", 53)]),
    )])  # fmt: skip
with grade("a slow model"):
    serve_batch_forms.same(Batcher, [(
        "a model that takes 100 ms", planned_rows(2, 10, [1, 2, 3, 4], takes=100),
        [[{"at": 2, "rows": ["a", "b"]}, {"at": 4, "rows": ["c", "d"]}]],
        wanted_callers([("a", 102), ("b", 102), ("c", 104), ("d", 104)]),
    )])  # fmt: skip
with grade("one row that can't be read", weight=2):
    serve_batch_forms.same(Batcher, [(
        "the second of three can't be read", planned_rows(3, 10, [1, 2, 3], takes=4, poison=["b"]),
        [
            [
                {"at": 3, "rows": ["a", "b", "c"]}, {"at": 7, "rows": ["a"]},
                {"at": 11, "rows": ["b"]}, {"at": 15, "rows": ["c"]}
            ]
        ],
        wanted_callers([("a", 11), ("b", 15, "Poison", "can't read b"), ("c", 19)]),
    ), (
        "too few results", planned_rows(2, 10, [1, 2, 3], short=["a"]),
        [[{"at": 2, "rows": ["a", "b"]}, {"at": 13, "rows": ["c"]}]],
        wanted_callers([("a", 2, "RuntimeError", ""), ("b", 2, "RuntimeError", ""), ("c", 13)]),
    )])  # fmt: skip
with grade("callers who go away"):
    serve_batch_forms.same(Batcher, [(
        "the first of two leaves", planned_rows(2, 10, [1, 5, 7], leaves=[(0, 3)]),
        [[{"at": 7, "rows": ["b", "c"]}]],
        wanted_callers([("a", 3, "cancelled", None), ("b", 7), ("c", 7)]),
    ), (
        "one leaves while the model computes",
        planned_rows(2, 10, [1, 2], leaves=[(1, 20)], takes=50),
        [[{"at": 2, "rows": ["a", "b"]}]],
        wanted_callers([("a", 52), ("b", 20, "cancelled", None)]),
    )])  # fmt: skip
### BEGIN HIDDEN TESTS
from hidden import serve_batch_worlds

rng_of_batches = check.rng("batcher")
for make_world in serve_batch_worlds.WORLDS:
    with grade(make_world.__name__.replace("_", " "), weight=2):
        serve_batch_forms.same(Batcher, make_world(rng_of_batches))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Monday's 240 callers once more, now at *one* model that takes 0.2 seconds for a call and 0.01 more for each row. One row at a time it would need 50 seconds for them:
#
# %%
from serve_batches import story

told_in_batches = "{calls} calls, the last answer after {last} seconds"
settle("With batches of 16?", "M13", lambda: told_in_batches.format(**story(Batcher)))

# %% [markdown]
# It pays since a call costs much and a row little. Where each row costs the same, a batch only makes people wait.
#
# ## A page
#
# Kit has a browser and no patience for JSON. A page needs no framework: a **form** is HTML that the browser knows how to send.
#
# %%
print("""<form method="post" action="/">
  <label for="pallet">Pallet</label> <input id="pallet" name="pallet" value="P-17">
  <label for="wood">Wood</label>
  <select id="wood" name="wood"><option>new</option><option selected>used</option></select>
  <button>Ask</button>
</form>""")

# %% [markdown]
# An **element** such as `label` goes from `<label>` to `</label>`; what stands within the first brackets, such as `for="pallet"`, is an **attribute**. An `input` takes a text, and a `select` offers its options.
#
# The button sends `pallet=P-17&wood=used` to `/`, with POST. `name` is the key under which it is sent; `label` with `for` tells people, and programs that read a page aloud, what the field is for. On the other side `await request.form()` gives what was sent, like a dict of texts:
#
# %%
desk = FastAPI()


@desk.post("/", response_class=HTMLResponse)
async def pallet_page(request: Request):
    form = await request.form()
    return f"<p>You asked for {form.get('pallet', '')}.</p>"


kind = "application/x-www-form-urlencoded"
for sent in ("pallet=P-17", "pallet=%3Cscript%3Ealert(1)%3C/script%3E"):
    print(serve_wire.once(desk, {"path": "/", "body": sent, "type": kind}))

# %% [markdown]
# The second answer holds a program, and the browser of whoever sees this page runs it. It needs no malice of Kit's: a link or another site's form can send the text. So whatever comes from outside is **escaped**: `html.escape` writes `<`, `>`, `&` and both quotes in a form that is shown and never obeyed.
#
# %%
print(html.escape('<b title="1">Tom & Jerry</b>'))

# %%
quiz(
    'The page holds f"<input value={html.escape(text)}>", and somebody typed: 1 onfocus=alert(1). '
    'What is the value of the input, and what else has it got?',
    right="The value 1, and a program that runs when the field is chosen.",
    wrong={
        "The whole text as its value: it is escaped.": "Escaping leaves blanks alone. Without "
        "quotes around it, the value ends at the first of them.",
        "No value: the page can't be read.": "Browsers read nearly everything.",
        "The value 1; what follows is left out.": "What follows is read as another attribute, and "
        "onfocus is a program.",
    },
    because="Escaped text belongs between quotes. html.escape turns both kinds of quotes, so that "
    "no value can end early.",
)

# %% [markdown]
# And if the model fails? The text of an error tells an attacker about paths, tables and versions, and tells Kit nothing. So what the *reader* did wrong is shown in words, and what is wrong with *us* goes to the log, with one sentence for the reader.
#
# ## M14 · A page for Kit
# **Level 3 · 20 minutes · 3 points**
#
# Write `make_page(judge)`, which returns a FastAPI app. `judge(fields)` gets a dict of four texts, as they were typed, with the keys `parcel`, `service`, `weight_g` and `hours_since_scan`. It returns a chance, a number from 0 to 1, raises `ValueError` with a sentence for the reader, or fails with any other exception.
#
# 1. `GET /` gives status 200 and a page of HTML with one form. The form has a field for each key: `service` is a `select` with the options `standard` and `express`, the others are `input`s. Each has a `label` of its own whose `for` is the field's `id`. There is one button.
# 2. The form is sent with POST, and `judge` is called once with what it sends. A field that isn't sent counts as an empty text.
# 3. After a chance: status 200, and an element with the id `result` whose text holds it in whole per cent, as `f"{chance:.0%}"` writes it.
# 4. After a `ValueError`: status 422, and an element with the id `error` whose text is the sentence.
# 5. After another exception: status 500, and an element with the id `error` whose text is `Something went wrong. Please try again later.` Nothing else tells of the exception.
# 6. Each of these pages holds the form, with what was typed in the fields. A page shows its own request, and nothing of others. There is an element `result` or `error` only where it is asked for.
# 7. What was typed, and the sentence, are text: nothing in them becomes an element, an attribute or a comment.
# 8. The page works without JavaScript: no `script`, no attribute that begins with `on`.
#
# *Example.* `judge` returns 0.374, and `parcel` was `FP-"1"`. The status is 200, `result` holds `37%`, and the input's value is again `FP-"1"`.
#
# <details><summary>Hint 1</summary>
#
# One function that takes the four texts and a piece of HTML for the notice, and returns the whole page, serves all four cases. `HTMLResponse(text, status_code=422)` sends it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Escape at the place where a text goes into HTML, each time, and write quotes around every value. An option is chosen by the attribute `selected`; a service that is neither of the two needs no place on the page.
#
# </details>
#
# %% role="answer" id="page"
def make_page(judge):
    """An app that shows a form, asks judge, and shows what it said."""
    ### BEGIN SOLUTION
    app = FastAPI()
    inputs = {"parcel": "Parcel", "weight_g": "Weight in grams", "hours_since_scan": "Hours since its scan"}

    def page(fields, notice=""):
        rows = [
            f'<p><label for="{name}">{label}</label> '
            f'<input id="{name}" name="{name}" value="{html.escape(fields.get(name, ""))}"></p>'
            for name, label in inputs.items()
        ]
        options = "".join(
            f'<option value="{one}"{" selected" if fields.get("service") == one else ""}>{one}</option>'
            for one in ("standard", "express")
        )
        rows.append(
            '<p><label for="service">Service</label> '
            f'<select id="service" name="service">{options}</select></p>'
        )
        return (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Late?</title></head>'
            f'<body><h1>Will it come late?</h1>{notice}<form method="post" action="/">'
            f"{''.join(rows)}<p><button>Ask</button></p></form></body></html>"
        )

    @app.get("/")
    def empty():
        return HTMLResponse(page({}))

    @app.post("/")
    async def answer(request: Request):
        form = await request.form()
        fields = {name: str(form.get(name, "")) for name in (*inputs, "service")}
        status = 200
        try:
            chance = await asyncio.to_thread(judge, dict(fields))
            notice = f'<p id="result">It comes late with a chance of {chance:.0%}.</p>'
        except ValueError as error:
            status, notice = 422, f'<p id="error" role="alert">{html.escape(str(error))}</p>'
        except Exception:
            status = 500
            notice = '<p id="error" role="alert">Something went wrong. Please try again later.</p>'
        return HTMLResponse(page(fields, notice), status_code=status)

    return app
    ### END SOLUTION

# %% role="tests" id="page-tests" points=3
import serve_page_forms

grade = check.parts(3)
typed_fields = {
    "parcel": 'FP-"1"', "service": "express", "weight_g": "800", "hours_since_scan": "5.5"
}
with grade("the form"):
    serve_page_forms.form(make_page)
with grade("a chance"):
    serve_page_forms.result(make_page, typed_fields, 0.374, "37%")
    serve_page_forms.result(make_page, {**typed_fields, "service": "standard"}, 0.0, "0%")
with grade("a mistake of the reader's"):
    serve_page_forms.error(
        make_page, typed_fields, {"says": "The weight is a number of grams."}, 422,
        "The weight is a number of grams."
    )
with grade("a mistake of ours"):
    serve_page_forms.error(
        make_page, typed_fields, {"raises": "secret-shelf 3"}, 500,
        "Something went wrong. Please try again later."
    )
with grade("what was typed is text", weight=2):
    serve_page_forms.text_only(make_page, typed_fields, "parcel", "<script>alert(1)</script>")
    serve_page_forms.text_only(make_page, typed_fields, "weight_g", '"><b>800</b>')
    serve_page_forms.text_only(make_page, typed_fields, None, "<b>800</b> isn't a weight")
### BEGIN HIDDEN TESTS
from hidden import serve_pages

rng_of_pages = check.rng("page")
with grade("other chances and mistakes", weight=2):
    for drawn_chance, drawn_text in serve_pages.chances(rng_of_pages):
        serve_page_forms.result(make_page, serve_pages.fields(rng_of_pages), drawn_chance, drawn_text)
    for drawn_verdict, drawn_status, drawn_text in serve_pages.mistakes(rng_of_pages):
        serve_page_forms.error(make_page, serve_pages.fields(rng_of_pages), drawn_verdict, drawn_status, drawn_text)
    serve_page_forms.missing(make_page, serve_pages.fields(rng_of_pages))
    serve_page_forms.forgets(make_page, {**serve_pages.fields(rng_of_pages), "service": "express"}, {**serve_pages.fields(rng_of_pages), "parcel": "second reader's"})
with grade("other texts", weight=2):
    for drawn_field, drawn_text in serve_pages.hostile(rng_of_pages):
        serve_page_forms.text_only(make_page, serve_pages.fields(rng_of_pages), drawn_field, drawn_text)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Monday, again
#
# Now the questions from the beginning, by your own code. First the bodies that brought Tobias's service down; then the burst; then the batches; then what a reader with bad intentions gets to see.
#
# %%
def bodies():
    fine = {"parcel": "FP-204", "service": "express", "weight_g": 800, "hours_since_scan": 5.5}
    text = json.dumps(fine)
    sent = [text, text.replace("5.5", "NaN"), text.replace("800", '"800"'), text[:20]]
    steps = [{"do": "start"}, {"do": "open"}]
    steps += [{"do": "call", "path": "/predict", "body": one} for one in sent]
    seen = serve_wire.visit(make_app, [{"version": "v7", "slope": 0.1}], {}, steps)
    if seen["error"]:
        raise NotImplementedError(seen["error"])
    told = [one["status"] for one in seen["notes"][2:]]
    return f"good, NaN, a number in quotes, half a body: {told}"


def rush():
    told = monday(Gate)
    return "{served} of {callers} served, {in vain} times in vain, p95 {p95} s".format(**told)


def kit():
    step = {"path": "/", "body": "parcel=%3Cscript%3E", "type": "application/x-www-form-urlencoded"}
    status, page = serve_wire.once(make_page(lambda fields: 0.374), step)
    return f"status {status}, and {'a' if '<script' in page else 'no'} script on the page"


settle("Which requests bring it down?", "M11b", bodies)
settle("What should it have done on Monday?", "M12", rush)
settle("Could it have answered more?", "M13", lambda: told_in_batches.format(**story(Batcher)))
settle("What does Kit's page do with a script?", "M14", kit)

# %% [markdown]
# Nobody was left without an answer on Monday, nothing was computed twice, and the last callers still waited for half a minute: the gate makes no worker faster. The batches do. What the figures don't say: that 24 places and 16 rows are right for *your* service. They follow from how long a caller waits, and from what a row costs, and both are to be measured.
#
# ## Summary
#
# - Say what a request looks like, strictly, and name the field that is wrong. A bad body is never a 500. The usual refusal quotes the input, and breaks on NaN.
# - Load the model once, in the lifespan, without holding up the start. Health asks whether to restart, ready whether to send requests. What computes goes to a thread.
# - A queue has an end. Who finds it full is sent away at once, with a second of their own to come back. Nobody's work is done after they have left, and a key makes two tries one piece of work.
# - A micro-batch waits from its first row, at most so long and for at most so many. Callers who share a batch share neither errors nor their leaving.
# - What comes from outside is escaped where it goes into the page, between quotes. Readers are told what they can mend, and nothing of your insides.
#
# What you have now answers, and stays up on one machine. The next lesson puts it into an image and on many.
