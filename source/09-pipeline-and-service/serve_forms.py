"""Whether a parcel's form and a service (lesson 4) keep to what was asked. What is expected comes with the call."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import serve_wire
from workbook.check.failure import Failure
from workbook.check.values import difference

Values = dict[str, Any]
MakeApp = Callable[..., Any]
ASK = {"do": "call", "method": "GET"}
PHRASE = "secret-shelf"


def _shown(values: Any) -> str:
    values = values[1] if isinstance(values, tuple) else values
    text = json.dumps(values, ensure_ascii=False)
    return text if len(text) < 260 else f"{text[:200]} … ({len(text)} characters)"


def taken(schema: Any, cases: Sequence[tuple[str, Values, Values]]) -> None:
    """Fail unless *schema* takes each of *cases* (what it is, values, defaults that are added) and leaves its values as they are."""
    notes = serve_wire.read(schema, [json.dumps(values) for _, values, _ in cases])
    for (told, values, added), note in zip(cases, notes, strict=True):
        what = f"{told}: Parcel.model_validate({_shown(values)})"
        if note["error"]:
            raise Failure(what, "a parcel", note["error"])
        if note["fields"] is not None:
            raise Failure(what, "a parcel", f"refused, for {note['fields']}")
        found = difference(note["values"], {**values, **added})
        if found:
            raise Failure(f"{what}, its values{found.place}", found.expected, found.actual)


def refused(schema: Any, cases: Sequence[tuple[str, Values, list[str]]]) -> None:
    """Fail unless *schema* refuses each of *cases* and names the fields that are wrong, and no others."""
    notes = serve_wire.read(schema, [json.dumps(values) for _, values, _ in cases])
    for (told, values, fields), note in zip(cases, notes, strict=True):
        what = f"{told}: Parcel.model_validate({_shown(values)})"
        if note["error"]:
            raise Failure(what, f"a ValidationError that names {fields}", note["error"])
        if note["fields"] is None:
            raise Failure(what, f"refused, for {fields}", f"taken, as {_shown(note['values'])}")
        if set(note["fields"]) != set(fields):
            raise Failure(what, f"refused, for {sorted(fields)}", f"refused, for {sorted(set(note['fields']))}")


def _visit(
    make_app: MakeApp, models: list[Values], settings: Values, steps: list[Values]
) -> tuple[list[Any], list[Any]]:
    """The notes of all steps and of all models; fail if the app ended before."""
    seen = serve_wire.visit(make_app, models, settings, steps)
    if seen["error"]:
        done = len(seen["notes"])
        at = "make_app" if not done and not steps else _step(steps[min(done, len(steps) - 1)])
        raise Failure(f"the service, at {at}", "an answer", seen["error"])
    return seen["notes"], seen["models"]


def _step(step: Values) -> str:
    names = {
        "start": "the start",
        "open": "the end of load_model",
        "stop": "the stop",
        "wait": "the end of a minute without a request",
        "meanwhile": "a request while another computes",
    }
    return names.get(step["do"], f"{step.get('method', 'POST')} {step.get('path')}")


def _status(note: Any, wanted: int | tuple[int, int], what: str, look: str = "") -> None:
    low, high = (wanted, wanted) if isinstance(wanted, int) else wanted
    if not low <= note["status"] <= high:
        told = f"{low}" if low == high else f"a number from {low} to {high}"
        came = f"{note['status']}: {note['text'][:160]}" + (
            f" (the app raised {note['error']})" if note["error"] else ""
        )
        raise Failure(f"the status of {what}", told, came, look)


def _json(note: Any, what: str) -> Any:
    try:
        return json.loads(note["text"])
    except ValueError:
        raise Failure(f"the answer to {what}", "JSON", note["text"][:160]) from None


def _post(body: Any) -> Values:
    """The request with a parcel, with a list of parcels, or with (path, values)."""
    path, values = ("/predict/many", {"parcels": body}) if isinstance(body, list) else ("/predict", body)
    if isinstance(body, tuple):
        path, values = body
    return {"do": "call", "method": "POST", "path": path, "body": json.dumps(values)}


def _answered(note: Any, body: Any, chances: Sequence[float], version: str, what: str) -> None:
    """Fail unless *note* is the answer to *body* with these chances."""
    _status(note, 200, what)
    got = _json(note, what)
    late: Any = list(chances) if isinstance(body, list) else chances[0]
    wanted = {"late": late, "version": version}
    if not isinstance(got, dict) or set(got) != set(wanted):
        raise Failure(f"the answer to {what}", f"the keys {sorted(wanted)}", _shown(got))
    found = difference(got["version"], version)
    if found:
        raise Failure(f'"version" in the answer to {what}', found.expected, found.actual)
    came = got["late"] if isinstance(got["late"], list) else [got["late"]]
    numbers = all(isinstance(one, int | float) and not isinstance(one, bool) for one in came)
    alike = numbers and len(came) == len(chances) and all(abs(a - b) < 1e-9 for a, b in zip(came, chances, strict=True))
    if not alike or isinstance(got["late"], list) != isinstance(body, list):
        raise Failure(f'"late" in the answer to {what}', _shown(late), _shown(got["late"]))


def _chance(model: Values, row: Values) -> float:
    return min(1.0, float(model["slope"] * row["hours_since_scan"]))


def begins(make_app: MakeApp, model: Values, parcel: Values) -> None:
    """Fail unless the service starts before its model is there, says so, and loads it once."""
    paths = [{**ASK, "path": "/health"}, {**ASK, "path": "/ready"}, _post(parcel), _post([parcel])]
    steps = [{"do": "start", "held": True}, *paths, {"do": "open"}, *paths, *paths, {"do": "stop"}]
    notes, models = _visit(make_app, [model], {}, steps)
    if models[0]["loads"] == 0 and notes[0]["complete"] and notes[5]["status"] != 200:
        raise Failure("load_model", "called in the lifespan", "it was not called, and GET /ready never gives 200")
    if not notes[0]["complete"] or "load_model" in models[0]["blocked"]:
        how = f" ({notes[0]['error']})" if notes[0]["error"] else ""
        raise Failure(
            "the start while load_model is still at work",
            "it is complete at once",
            f"it waits for the model{how}",
            "a task, and a thread",
        )
    for place, wanted in ((1, 200), (2, 503), (3, 503), (4, 503)):
        _status(notes[place], wanted, f"{_step(steps[place])} before the model is there")
    for place, wanted in ((5, 200), (6, 200), (7, 200)):
        told = "GET /ready" if place == 5 else _step(steps[place])
        _status(notes[place], wanted, f"{told} once the model is there")
    for place, body in ((8, parcel), (9, [parcel]), (12, parcel), (13, [parcel])):
        _answered(
            notes[place],
            body,
            [_chance(model, parcel)],
            model["version"],
            f"{_step(steps[place])} once the model is there",
        )
    if models[0]["loads"] != 1:
        raise Failure("calls of load_model in a life with eight requests", "1", str(models[0]["loads"]))
    if not notes[-1]["complete"]:
        raise Failure("the stop of the service", "it ends its lifespan", notes[-1]["error"] or "it doesn't")


def answers(make_app: MakeApp, model: Values, settings: Values, cases: Sequence[tuple[str, Any, list[float]]]) -> None:
    """Fail unless each of *cases* (what it is, parcel or parcels, numbers) is answered, with one call of the model."""
    steps = [{"do": "start"}, {"do": "open"}, *(_post(body) for _, body, _ in cases)]
    notes, models = _visit(make_app, [model], settings, steps)
    calls = models[0]["calls"]
    for place, (told, body, chances) in enumerate(cases):
        what = f"{_step(_post(body))} with {told}, {_shown(body)}"
        _answered(notes[place + 2], body, chances, model["version"], what)
    if len(calls) != len(cases):
        raise Failure(
            f"calls of model.predict for {len(cases)} requests, of one or more parcels",
            str(len(cases)),
            str(len(calls)),
        )
    for rows, (told, body, _) in zip(calls, cases, strict=True):
        wanted = [{"scans": 0, **one} for one in (body if isinstance(body, list) else [body])]
        found = difference(rows, wanted)
        if found:
            raise Failure(f"what model.predict got for {told}, at rows{found.place}", found.expected, found.actual)


def _short(named: Any, fields: Sequence[str]) -> str:
    """The field of *fields* that is named; where a field may be of two types, the type stands behind it."""
    found = [one for one in fields if one != "parcels" and str(named).startswith(f"{one}.")]
    return found[0] if found else str(named)


def names_fields(
    make_app: MakeApp, model: Values, settings: Values, cases: Sequence[tuple[str, Any, list[str]]]
) -> None:
    """Fail unless each of *cases* (what it is, body, fields) gets 422 and its fields are named, and the model isn't asked."""
    steps = [{"do": "start"}, {"do": "open"}, *(_post(body) for _, body, _ in cases)]
    notes, models = _visit(make_app, [model], settings, steps)
    for place, (told, body, fields) in enumerate(cases):
        what = f"{_step(steps[place + 2])} with {told}, {_shown(body)}"
        note = notes[place + 2]
        _status(note, 422, what)
        got = _json(note, what)
        errors = got.get("errors") if isinstance(got, dict) else None
        if not isinstance(errors, list) or not all(isinstance(one, dict) for one in errors):
            raise Failure(
                f"the answer to {what}", '{"errors": [{"field": text, "problem": text}, …]}', note["text"][:200]
            )
        named = [one.get("field") for one in errors]
        if {_short(one, fields) for one in named} != set(fields):
            raise Failure(f"the fields named in the answer to {what}", str(sorted(fields)), str(named))
        if not all(isinstance(one.get("problem"), str) and one["problem"].strip() for one in errors):
            raise Failure(f"the problems told in the answer to {what}", "a text for each", note["text"][:200])
        if any(set(one) != {"field", "problem"} for one in errors):
            raise Failure(f"the errors in the answer to {what}", 'the keys "field" and "problem"', note["text"][:200])
    if models[0]["calls"]:
        raise Failure(
            "calls of model.predict for bad requests",
            "none",
            f"{len(models[0]['calls'])}, one with {_shown(models[0]['calls'][0])}",
        )


def survives(
    make_app: MakeApp, model: Values, settings: Values, parcel: Values, cases: Sequence[tuple[str, Values, tuple[int, int]]]
) -> None:  # fmt: skip
    """Fail unless each of *cases* (what it is, body, lowest and highest status) is refused and a good request is served after it."""
    steps: list[Values] = [{"do": "start"}, {"do": "open"}]
    for _, body, _ in cases:
        steps += [{"do": "call", "method": "POST", "path": "/predict", **body}, _post(parcel)]
    notes, models = _visit(make_app, [model], settings, steps)
    good = 0
    for place, (told, body, (low, high)) in enumerate(cases):
        note, after = notes[2 * place + 2], notes[2 * place + 3]
        if note["status"]:  # a caller who went away may be left without an answer
            _status(note, (low, high), f"POST /predict with {told}")
        elif not body.get("cut"):
            raise Failure(f"POST /predict with {told}", "an answer", note["error"] or "none")
        if low <= 200 <= high:
            good += 1
        if low == 413 and "chunks" in body:
            most = settings.get("max_bytes", 100_000) // len(body["chunks"][0]) + 2
            if note["read"] > most:
                raise Failure(f"chunks read of {told}", f"at most {most}", f"{note['read']} of {len(body['chunks'])}")
        _answered(after, parcel, [_chance(model, parcel)], model["version"], f"a good request after {told}")
    if len(models[0]["calls"]) != len(cases) + good:
        raise Failure(
            "calls of model.predict for the good requests alone", str(len(cases) + good), str(len(models[0]["calls"]))
        )


def computes(make_app: MakeApp, model: Values, parcel: Values, many: bool = False) -> None:
    """Fail unless /health answers during a prediction, and a prediction that fails gives a 500 without its text."""
    body: Any = [parcel, parcel] if many else parcel
    ask = _post(body)
    steps: list[Values] = [
        {"do": "start"},
        {"do": "open"},
        {"do": "meanwhile", "first": ask, "second": {**ASK, "path": "/health"}},
    ]
    notes, models = _visit(make_app, [model], {}, steps)
    if models[0]["blocked"]:
        raise Failure(
            f"GET /health while {_step(ask)} computes",
            "an answer meanwhile",
            "nobody else is served until model.predict is done",
            "def or async def",
        )
    _status(notes[2]["second"], 200, f"GET /health while {_step(ask)} computes")
    _answered(notes[2]["first"], body, [_chance(model, parcel)] * (2 if many else 1), model["version"], _step(ask))
    broken = {**model, "fails": f"{PHRASE} 17 has no column"}
    notes, _ = _visit(make_app, [broken], {}, [{"do": "start"}, {"do": "open"}, ask, ask, {**ASK, "path": "/health"}])
    for note in notes[2:4]:
        _status(note, 500, f"{_step(ask)} when model.predict raises an error")
        if PHRASE in note["text"]:
            raise Failure(
                f"the answer to {_step(ask)} when model.predict raises an error",
                "not the error's text",
                note["text"][:160],
            )
    _status(notes[4], 200, "GET /health after model.predict has raised errors")


def never_ready(make_app: MakeApp, model: Values, parcel: Values) -> None:
    """Fail unless a service whose model can't be loaded stays up and says that it isn't ready."""
    asks = [{**ASK, "path": "/health"}, {**ASK, "path": "/ready"}, _post(parcel), _post([parcel])]
    steps = [{"do": "start", "held": True}, {"do": "open", "tries": 12}, *asks, {"do": "wait", "seconds": 60}, *asks]
    notes, watched = _visit(make_app, [{**model, "broken": True}], {}, steps)
    if not notes[0]["complete"]:
        raise Failure(
            "the start where load_model is going to fail",
            "it is complete at once",
            notes[0]["error"] or "it waits for the model",
        )
    for place, wanted in ((2, 200), (3, 503), (4, 503), (5, 503), (7, 200), (8, 503), (9, 503), (10, 503)):
        later = "" if place < 6 else ", a minute later"
        _status(notes[place], wanted, f"{_step(steps[place])} after load_model has failed{later}")
    if watched[0]["loads"] != 1:
        raise Failure("calls of load_model in a minute in which it fails", "1", str(watched[0]["loads"]))


def two_apps(make_app: MakeApp, models: list[Values], parcel: Values) -> None:
    """Fail unless two apps answer each with its own model, and one that has none isn't ready."""
    ready = {**ASK, "path": "/ready"}
    steps: list[Values] = [
        {"do": "start"},
        {"do": "open"},
        {**_post(parcel)},
        {**ready, "app": 1},
        {"do": "start", "app": 1},
        {"do": "open", "app": 1},
    ]
    steps += [{**_post(parcel), "app": number} for number in (0, 1)]
    notes, _ = _visit(make_app, models, {}, steps)
    _status(notes[3], 503, "GET /ready of a second app that wasn't started, once a first one is ready")
    for place, number in ((2, 0), (6, 0), (7, 1)):
        what = f"POST /predict of the {('first', 'second')[number]} of two apps"
        _answered(notes[place], parcel, [_chance(models[number], parcel)], models[number]["version"], what)
