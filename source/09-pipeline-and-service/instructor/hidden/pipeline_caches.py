"""Pairs of steps that must have one key, or two, and stores of results that are asked, cut and cleared."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

import pipeline_keys
from workbook.check.failure import Failure, show

Case = dict[str, Any]
FORM = re.compile(r"[A-Za-z0-9_-]{8,100}")
STEP = "def step(params, inputs):\n    rate = {a}\n    return {name}([rate, {b}])\n"


def shown(case: Case) -> str:
    """A case in words."""
    files = {
        name: (data if len(data) < 40 else f"{len(data)} bytes, the last {data[-1]}")
        for name, data in case.get("files", {}).items()
    }
    return f"code {case['source']!r}, params {case.get('params', {})}, files {files}"


def _keys(answer: Callable[..., Any], told: str, cases: list[Case]) -> list[str]:
    found = []
    for case, seen in zip(cases, pipeline_keys.keys(answer, cases), strict=True):
        what = f"step_key: {told}\n  {shown(case)}"
        if seen["key"] is None:
            raise Failure(what, "a text", seen["came"])
        if not FORM.fullmatch(seen["key"]):
            raise Failure(what, "8 to 100 letters, digits, - and _", show(seen["key"]))
        if not seen["kept"]:
            raise Failure(what, "params and inputs left as they were", "they were changed")
        found.append(seen["key"])
    return found


def one_key(answer: Callable[..., Any], told: str, *cases: Case) -> None:
    """Fail unless all cases have the same key."""
    keys = _keys(answer, told, list(cases))
    for case, key in zip(cases, keys, strict=True):
        if key != keys[0]:
            raise Failure(
                f"step_key: {told}\n  once: {shown(cases[0])}\n  then: {shown(case)}", "the same key", "two keys"
            )


def all_differ(answer: Callable[..., Any], told: str, *cases: Case) -> None:
    """Fail unless each case has a key of its own."""
    keys = _keys(answer, told, list(cases))
    for place, key in enumerate(keys):
        if key in keys[:place]:
            first = cases[keys.index(key)]
            raise Failure(
                f"step_key: {told}\n  once: {shown(first)}\n  then: {shown(cases[place])}", "two keys", "the same key"
            )


def refused_or_differ(answer: Callable[..., Any], told: str, *cases: Case) -> None:
    """Fail unless each case has a key of its own, or is refused with a ValueError."""
    keys = []
    for case, seen in zip(cases, pipeline_keys.keys(answer, list(cases)), strict=True):
        if "ValueError" in seen["kinds"]:
            continue
        if seen["key"] is None:
            raise Failure(f"step_key: {told}\n  code {case['source']!r}", "a ValueError, or a key", seen["came"])
        if seen["key"] in keys:
            raise Failure(
                f"step_key: {told}\n  code {case['source']!r}",
                "a ValueError, or two keys",
                "the same key for two that do different things",
            )
        keys.append(seen["key"])


def raises(answer: Callable[..., Any], kind: str, case: Case) -> None:
    """Fail unless an error of this kind is raised."""
    (seen,) = pipeline_keys.keys(answer, [case])
    if kind not in seen["kinds"]:
        what = f"a parameter that is a {case['strange']}" if "strange" in case else "an input whose file isn't there"
        raise Failure(f"step_key: {what}", f"a {kind}", seen["came"])


def code(rng: np.random.Generator) -> tuple[str, str]:
    """A step, and the same step further down in another file."""
    a, b = (int(value) for value in rng.choice(np.arange(300, 900), 2, replace=False))
    source = STEP.format(a=a / 1000, b=b, name="max")
    return source, f"import math\n\nPI = math.pi\n\n\ndef other():\n    return {b}\n\n\n{source}"


def codes(answer: Callable[..., Any], rng: np.random.Generator) -> None:
    """Fail unless the code counts, all of it, and its place doesn't."""
    source, moved = code(rng)
    one_key(answer, "the same function in another place", {"source": source}, {"source": source}, {"source": moved})
    rate = source.split("rate = ")[1].split("\n")[0]
    changed = [
        source.replace(rate, f"{float(rate) + 0.001:.3f}"),
        source.replace("max(", "min("),
        source.replace("[rate", "[-rate"),
    ]
    defaults = [source.replace("inputs):", f"inputs, more={number}):") for number in (1, 2)]
    all_differ(answer, "another function", *({"source": text} for text in (source, *changed, *defaults)))
    texts = [source.replace("return ", f"label = '{word}'\n    return ") for word in ("by road", "by rail")]
    all_differ(answer, "another text in a function", *({"source": text} for text in texts))
    alike(answer, source)


def alike(answer: Callable[..., Any], source: str) -> None:
    """Fail unless functions differ whose texts are alike but for blanks, signs, capital letters or a line's indentation."""
    words = [repr(word) for word in ("by road", "by  road", "By road", "by road ", "by road #1", "by road #2")]
    words += [f"'''by road\n{line}'''" for line in ("# 1", "# 2", "")]
    labels = [source.replace("return ", f"label = {word}\n    return label, ") for word in words]
    all_differ(answer, "texts in a function that look alike", *({"source": text} for text in labels))
    total = "def step(params, inputs):\n    total = 0\n    for number in params['x']:\n        total += number\n{}return total\n"
    further_in = [{"source": total.format(" " * blanks)} for blanks in (4, 8)]
    all_differ(answer, "the last line, one level further in", *further_in)


def lambdas(answer: Callable[..., Any], rng: np.random.Generator) -> None:
    """Fail unless lambdas and closures are refused, or told apart."""
    a, b = (int(value) for value in rng.choice(np.arange(300, 900), 2, replace=False))
    line = f"first, second = (lambda p, i: {a}), (lambda p, i: {b})\n"
    refused_or_differ(
        answer, "two lambdas in one line", {"source": line, "name": "first"}, {"source": line, "name": "second"}
    )
    several = f"steps = [\n    lambda p, i: max(p, {a}),\n    lambda p, i: min(p, {a}),\n]\n"
    refused_or_differ(
        answer, "two lambdas in a list", {"source": several, "name": "steps.0"}, {"source": several, "name": "steps.1"}
    )
    made = f"def make(rate):\n    def step(params, inputs):\n        return rate\n\n    return step\n\n\nfirst, second = make({a}), make({b})\n"
    refused_or_differ(
        answer,
        "functions that take a value from around them",
        {"source": made, "name": "first"},
        {"source": made, "name": "second"},
    )
    no_lambdas(answer, a)


def no_lambdas(answer: Callable[..., Any], number: int) -> None:
    """Fail unless functions that only look like lambdas or closures have keys."""
    inside = "def step(params, inputs):\n    return sorted(params['x'], key=lambda x: x % {0})\n"
    nested = "def make():\n    def step(params, inputs):\n        return {0}\n\n    return step\n\n\nstep = make()\n"
    static = "class Steps:\n    @staticmethod\n    def step(params, inputs):\n        return {0}\n"
    for told, source, name in (
        ("a function by def, in which a lambda stands", inside, "step"),
        ("a function within a function, of which it takes nothing", nested, "step"),
        ("a static method", static, "Steps.step"),
    ):
        cases = [{"source": source.format(value), "name": name} for value in (number, number + 1)]
        all_differ(answer, told, *cases)
        one_key(answer, told, cases[0], {**cases[0]})


def parameters(answer: Callable[..., Any], rng: np.random.Generator) -> None:
    """Fail unless parameters count, and the order of their names doesn't, at any depth."""
    source = code(rng)[0]
    x, y = (int(value) for value in rng.integers(2, 90, 2))
    inner = {"depth": x, "leaf": {"a": y, "b": [1, 2, {"c": None, "d": True}]}}
    turned = {"leaf": {"b": [1, 2, {"d": True, "c": None}], "a": y}, "depth": x}
    orders = [{"model": inner, "seed": 3}, {"seed": 3, "model": turned}]
    one_key(
        answer, "names of parameters in another order", *({"source": source, "params": params} for params in orders)
    )
    one_key(answer, "no parameters", {"source": source}, {"source": source})
    rows: list[dict[str, Any]] = [
        {"x": x},
        {"x": x + 1},
        {"x": str(x)},
        {"x": [x]},
        {"y": x},
        {"x": None},
        {},
        {"x": {"x": x}},
    ]
    rows += [
        {"x": "None"},
        {"x": False},
        {"x": True},
        {"x": "True"},
        {"x": x, "y": None},
        {"x": ""},
        {"x": []},
        {"x": 1},
        {"x": 0},
    ]
    all_differ(answer, "other parameters", *({"source": source, "params": row} for row in rows))
    lists = [
        {"columns": ["a", "b"]},
        {"columns": ["b", "a"]},
        {"columns": ["a, b"]},
        {"columns": "['a', 'b']"},
        {"columns": ["a", "b", "b"]},
    ]
    all_differ(answer, "other lists", *({"source": source, "params": row} for row in lists))
    deep(answer, source, x)
    near = [{"x": 0.3}, {"x": 0.1 + 0.2}, {"x": x + 1e-9}, {"x": x + 2e-9}]
    all_differ(answer, "numbers that lie close together", *({"source": source, "params": row} for row in near))
    words = [{"street": "Ödhof"}, {"street": "Ädhof"}, {"street": "Odhof"}, {"street": "?dhof"}, {"street": "odhof"}]
    all_differ(answer, "other texts", *({"source": source, "params": row} for row in words))
    glued = [{"a": "b", "c": "d"}, {"a": "bc", "": "d"}, {"ab": "", "c": "d"}, {"a": "b,c:d"}, {"a": 'b", "c": "d'}]
    all_differ(
        answer,
        "parameters that look alike once they are put together",
        *({"source": source, "params": row} for row in glued),
    )
    for kind in ("set", "object", "function", "bytes"):
        raises(answer, "TypeError", {"source": source, "strange": kind})


def deep(answer: Callable[..., Any], source: str, x: int) -> None:
    """Fail unless values and names count wherever they stand: in dicts and lists, one within the other."""
    leaves: list[Any] = [x, x + 1, str(x), None, True, 1, [x], {"c": x}, {"d": x}, {"c": x + 1}, {}, []]
    places: list[tuple[str, Callable[[Any], dict[str, Any]]]] = [
        ("in a dict within a dict", lambda leaf: {"b": {"a": leaf}}),
        ("in a dict of the third level", lambda leaf: {"b": {"a": {"e": leaf}}}),
        ("in a dict of the fifth level", lambda leaf: {"b": {"a": {"e": {"f": {"g": leaf}}}}}),
        ("in a list within a list", lambda leaf: {"b": [1, [2, leaf]]}),
        ("in a dict within a list", lambda leaf: {"b": [{"a": leaf}, {"a": 1}]}),
        ("in a list within a dict", lambda leaf: {"b": {"a": [1, leaf]}}),
        ("in a dict within a list within a dict", lambda leaf: {"b": {"a": [{"e": [leaf]}]}}),
    ]
    for told, at in places:
        cases = [{"source": source, "params": at(leaf)} for leaf in leaves]
        all_differ(answer, f"values that differ {told}", *cases)


def files(answer: Callable[..., Any], rng: np.random.Generator) -> None:
    """Fail unless the names and bytes of inputs count, and nothing else of them does."""
    source = code(rng)[0]
    data = bytes(rng.integers(0, 256, 40).tolist())
    base = {"source": source, "files": {"scans": data, "depots": b"zone,1\n"}}
    one_key(
        answer, "the same bytes in other files, written at another time, in another order of names", base, {**base, "age": 90_000},
        {**base, "files": {"depots": b"zone,1\n", "scans": data}}, {**base, "paths": True},
    )  # fmt: skip
    large = rng.bytes(1_300_000)
    other = large[:-1] + bytes([large[-1] ^ 1])
    middle = large[:650_000] + bytes([large[650_000] ^ 1]) + large[650_001:]
    all_differ(
        answer,
        "large files that differ in one byte",
        *({"source": source, "files": {"scans": one}} for one in (large, other, middle)),
    )
    rows = [
        {"a": b"xy", "b": b"z"},
        {"a": b"x", "b": b"yz"},
        {"a": b"z", "b": b"xy"},
        {"a": b"xy", "c": b"z"},
        {"a": b"xyz", "b": b""},
        {"a": b"xybz"},
        {"a": b"xy"},
        {},
    ]
    all_differ(answer, "other inputs", *({"source": source, "files": row} for row in rows))
    ends = [
        b"1\r\n2\n",
        b"1\n2\n",
        b"1\n2",
        b"1\n2\n\n",
        b" 1\n2\n",
        b"1\n2\n\x00",
        b"\xef\xbb\xbf1\n2\n",
        b"\xff1\n2\n",
        b"\xfe1\n2\n",
        b"",
        b"1\n3\n",
    ]
    all_differ(
        answer, "files that differ in a few bytes", *({"source": source, "files": {"scans": one}} for one in ends)
    )
    pairs: list[Case] = [
        {"params": {"a": "x"}, "files": {}},
        {"params": {}, "files": {"a": b"x"}},
        {"params": {}, "files": {}},
    ]
    all_differ(answer, "a parameter and an input of the same name", *({"source": source, **pair} for pair in pairs))
    raises(answer, "FileNotFoundError", {"source": source, "missing": ["scans"]})


def ask(
    answer: Callable[..., Any], events: list[tuple[Any, ...]], expected: list[Any], calls: list[int], told: str
) -> None:
    """Fail unless the questions among the events bring these results, and compute is called so many times for each."""
    seen = [one for one in pipeline_keys.remembered(answer, events) if "calls" in one]
    asked = [event for event in events if event[0] not in ("cut", "clear")]
    for number, (event, one, result, count) in enumerate(zip(asked, seen, expected, calls, strict=True)):
        what = f"remember: {told}\n  call {number + 1}, with the key {event[2]!r}"
        if event[0] == "fails":
            if "ArithmeticError" not in one["kinds"]:
                raise Failure(what, "the error of compute", one["error"] or show(one["got"]))
        elif one["error"] or type(one["got"]) is not type(result) or one["got"] != result:
            raise Failure(what, show(result), one["error"] or show(one["got"]))
        if one["calls"] != count:
            raise Failure(f"{what}: how often compute is called", str(count), str(one["calls"]))


def results(answer: Callable[..., Any], rng: np.random.Generator) -> None:
    """Fail unless every kind of result is computed once for each key and folder."""
    number = float(rng.normal())
    kinds: list[Any] = [
        None,
        0,
        "",
        [],
        False,
        {},
        {"auc": number, "rows": [1, 2.5, "Ö", None, {"deep": [[]]}]},
        number,
        12,
        "text\n",
        {"result": 5},
        {"value": [5]},
        {"data": None},
        {"a1b2c3d4": number},
        [{"result": 5}],
    ]
    events: list[tuple[Any, ...]]
    for result in kinds:
        events = [
            ("ask", 0, "a1b2c3d4", result),
            ("ask", 0, "a1b2c3d4", "another"),
            ("ask", 0, "a1b2c3d4e5", 7),
            ("ask", 0, "a1b2c3d4", 8),
            ("ask", 1, "a1b2c3d4", 9),
        ]
        ask(answer, events, [result, result, 7, result, 9], [1, 0, 1, 0, 1], f"a result that is {show(result)}")
    events = [("ask", 0, "a1b2c3d4e5", 7), ("ask", 0, "a1b2c3d4", 8), ("ask", 0, "a1b2c3d4e5", 9)]
    ask(answer, events, [7, 8, 7], [1, 1, 0], "a key with which another one begins")
    events = [("ask", 0, "k1k2k3k4", 5), ("clear", 0), ("ask", 0, "k1k2k3k4", 6), ("ask", 0, "k1k2k3k4", 7)]
    ask(answer, events, [5, 6, 6], [1, 1, 0], "the files of the folder are deleted in between")
    events = [("spoil", 0, "k1k2k3k4", [1, 2]), ("spoil", 0, "k1k2k3k4", [3]), ("ask", 0, "k1k2k3k4", [4])]
    ask(answer, events, [[1, 2]] * 3, [1, 0, 0], "the list that came back is changed by the caller")


def errors(answer: Callable[..., Any]) -> None:
    """Fail unless an error goes through and leaves nothing."""
    events: list[tuple[Any, ...]] = [
        ("fails", 0, "k1k2k3k4"),
        ("fails", 0, "k1k2k3k4"),
        ("ask", 0, "k1k2k3k4", 5),
        ("fails", 0, "k9k8k7k6"),
        ("ask", 0, "k1k2k3k4", 6),
        ("ask", 0, "k9k8k7k6", 7),
    ]
    ask(answer, events, [None, None, 5, None, 5, 7], [1, 1, 1, 1, 0, 1], "compute raises an error")


def cuts(answer: Callable[..., Any], rng: np.random.Generator) -> None:
    """Fail unless a result whose file was cut off is computed anew, wherever it was cut."""
    number = int(rng.integers(10_000, 99_999))
    kinds: list[Any] = [number, [number, "abc"], f"text {number}", number / 100_000, -number, {"auc": number / 1000}]
    for result in kinds:
        for length in range(24):
            events: list[tuple[Any, ...]] = [
                ("ask", 0, "k1k2k3k4", result),
                ("cut", 0, length),
                ("ask", 0, "k1k2k3k4", result),
                ("ask", 0, "k1k2k3k4", 1),
            ]
            seen = [one for one in pipeline_keys.remembered(answer, events) if "calls" in one]
            what = f"remember: a result that is {result!r}; of its file only {length} bytes are left"
            for one in seen[1:]:
                if one["error"] or type(one["got"]) is not type(result) or one["got"] != result:
                    raise Failure(what, show(result), one["error"] or show(one["got"]))
            if seen[2]["calls"]:
                raise Failure(
                    f"{what}; it was computed anew, and asked for again", "not computed once more", "compute was called"
                )
