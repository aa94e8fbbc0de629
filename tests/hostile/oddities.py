"""Wrong answers of odd kinds, from a seed: what they raise, what they return, and when."""

from __future__ import annotations

import random

_ERRORS = [
    "Exception", "BaseException", "AssertionError", "StopIteration", "StopAsyncIteration", "GeneratorExit", "SystemExit",
    "KeyboardInterrupt", "NameError", "AttributeError", "KeyError", "IndexError", "TypeError", "MemoryError",
    "RecursionError", "OSError", "Warning", "NotImplementedError", "UnicodeError", "BaseExceptionGroup", "bdb.BdbQuit",
]  # fmt: skip
_NAMES = [
    "", " ", "\x00", "\n", "None", "True", "AssertionError", "StopIteration", "SystemExit", "AnswerError", "Failure",
    "AllFailed", "Score", "x" * 5000, "\N{SNOWMAN}", "\udcff", "a.b", "builtins.Exception", "workbook.check.parts.Score",
]  # fmt: skip
_BODIES = [
    "pass",
    "def __str__(self): raise ValueError",
    "def __str__(self): return 5",
    "def __repr__(self): raise SystemExit",
    "def __getattr__(self, name): raise KeyboardInterrupt",
    "def __eq__(self, other): return True\n    __hash__ = object.__hash__",
    "args = property(lambda self: 1 / 0)",
    "def _render_traceback_(self): raise SystemExit",
    "__module__ = 'workbook.check.parts'",
    "parts = ()\n    points = 4\n    passed = True",
    "def with_traceback(self, trace): raise SystemExit",
]
_VALUES = [
    "None", "True", "4", "4.0", "-1", "float('nan')", "float('inf')", "10**400", "''", "'passed'", "b''", "()", "[]", "{}",
    "[3] * 10", "{'points': 4}", "lambda *a, **k: 3", "iter([])", "(x for x in ())", "object()", "type", "NotImplemented",
    "...", "ODD()", "ODD", "[ODD()]", "{ODD(): 1}", "__import__('sys')", "__import__('workbook').check", "range(10**12)",
    "np.float64(4)", "np.array([3])", "np.ma.masked", "np.datetime64('NaT')", "torch.tensor(4.)", "torch.nn.Linear(1, 1)",
    "memoryview(b'4')", "'\\ud800'", "slice(4)", "complex(4)", "bytearray(b'4')", "Exception('4')", "[[]] * 1000",
]  # fmt: skip
_MAGIC = [
    "__call__", "__len__", "__iter__", "__next__", "__bool__", "__float__", "__index__", "__getattr__", "__eq__",
    "__enter__", "__contains__", "__hash__", "__str__", "__getitem__", "__sub__", "__class__", "__del__",
]  # fmt: skip
_ELSEWHERE = [
    "class __Meta(type):\n    __name__ = property(lambda self: {name!r})\n    __mro__ = property(lambda self: ())\n",
    "import sys\nsys.setrecursionlimit(50)\n",
    "import builtins\nbuiltins.{error} = ODD\n",
    "import gc\ngc.disable()\n",
    "get_ipython().events.register('post_run_cell', lambda *a: exec('raise SystemExit'))\n",
    "get_ipython().set_custom_exc((BaseException,), lambda *a, **k: None)\n",
    "import atexit, os\natexit.register(os._exit, 0)\n",
    "import threading\nthreading.Timer(0.05, lambda: exec('raise SystemExit')).start()\n",
    "import signal, os\nsignal.setitimer(signal.ITIMER_REAL, 0.05)\n",
    "%reset -f\n",
    "import sys\nsys.modules['workbook.check'] = ODD\n",
    "",
]


def _made(chance: random.Random) -> str:
    """Code that defines ``ODD``: a class, perhaps an exception, with an odd name and odd methods."""
    error, body = chance.choice(_ERRORS), chance.choice(_BODIES)
    base = error if chance.random() < 0.7 else chance.choice(["object", "int", "float", "str", "dict", "list"])
    text = f"import bdb\nimport numpy as np\nimport torch\nclass ODD({base}):\n    {body}\n"
    for name in chance.sample(_MAGIC, chance.randrange(3)):
        value = chance.choice([v for v in _VALUES if "ODD" not in v])
        act = chance.choice([f"return {value}", f"raise {error}", "return self", "raise ODD"])
        text += f"    def {name}(self, *args, **kwargs): {act}\n"
    if chance.random() < 0.7:
        text += f"try:\n    ODD.__name__ = ODD.__qualname__ = {chance.choice(_NAMES)!r}\nexcept Exception: pass\n"
    if chance.random() < 0.3:
        text += f"ODD.__module__ = {chance.choice(['builtins', 'workbook.check.failure', '', 'torch'])!r}\n"
    return text


def wrong_answer(name: str, chance: random.Random) -> str:
    """A cell that gives *name* a function, or something else, that is never right."""
    text = _made(chance)
    place = chance.choice(_ELSEWHERE).format(
        name=chance.choice(_NAMES), error=chance.choice(_ERRORS).rpartition(".")[2]
    )
    act = chance.choice(
        [
            "raise ODD",
            "raise ODD('x')",
            "raise ODD from ODD()",
            *(f"return {value}" for value in chance.sample(_VALUES, 3)),
        ]
    )
    shape = chance.randrange(5)
    if shape == 0:
        made = f"{name} = {chance.choice(_VALUES)}\n"
    elif shape == 1:
        made = f"def {name}(*args, **kwargs):\n    yield {chance.choice(_VALUES)}\n    {act}\n"
    elif shape == 2:
        made = f"async def {name}(*args, **kwargs):\n    {act}\n"
    else:
        made = f"def {name}(*args, **kwargs):\n    {act}\n"
    return text + (place + made if chance.random() < 0.5 else made + place)
