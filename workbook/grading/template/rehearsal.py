"""What the template does once, so that no fork of it has to do it for the first time.

Libraries set up a good deal at the first use of a function: tables of operators, formatters, widgets' traits. Here are
general cells that bring this about. They hold nothing of any lesson but data that students have: answers see the memory that comes of them.
"""

from __future__ import annotations

import sys

from workbook.grading.boundary.shell import Runner

_CELLS = {
    "IPython": """
from workbook import check
grade = check.parts(2)
with grade("right"):
    check.equal([1, 2.5, "a"], [1, 2.5, "a"], "a list")
with grade("wrong"):
    check.equal({"a": 1}, {"a": 2}, "a dict")
print([1.5, "text"])
grade.score()
""",
    "torch": """
import torch
from torch import nn
from workbook.check.torch.observe import run_layer
from workbook.grading.boundary.codec import Codec

x = torch.rand(2, 4, 6, 6)
layers = {nn.Linear: (6, 2), nn.Conv2d: (4, 2, 3), nn.MaxPool2d: (2,), nn.BatchNorm2d: (4,), nn.LayerNorm: (6,)}
layers |= {nn.RMSNorm: (6,), nn.Dropout: (0.5,)}
settings = [{"dtype": kind} for kind in (torch.float64, torch.float16, torch.bfloat16)]
settings += [{"strided": True}, {"trace": True}, {"device": "meta"}]
codec = Codec(None, None)
for layer, arguments in layers.items():
    for setting in settings:
        setting = setting if "device" in setting else {"cotangents": 0, **setting}
        codec.unpack(codec.pack(run_layer(layer, arguments, {}, [{"inputs": [x]}], None, setting)))
{"a": (x * 2 - 1).var((0, 2), keepdim=True).sqrt().exp() + x @ x.mT, "b": [x.max(), x.argmax(-1)]}
""",
    "pandas": """
import pandas
frame = pandas.DataFrame({"key": list("abca"), "value": [1.5, None, 3.0, 4.0]})
frame.merge(frame.groupby("key", as_index=False)["value"].mean(), on="key").sort_values("value_y").dropna()
""",
    "sqlite3": """
import sys
if "workbook.notebook.sql" in sys.modules:
    from workbook.check.sql.sqlite import load_folder
    from workbook.grading.sandbox.box import FILES
    for place in (FILES / "data").glob("*/schema.sql"):
        load_folder(place.parent)
""",
    "mlflow": """
import mlflow.models.display_utils
import mlflow.pyfunc.scoring_server
import mlflow.store.model_registry.sqlalchemy_store
import mlflow.store.tracking.sqlalchemy_store
from mlflow.utils.requirements_utils import warn_dependency_requirement_mismatches
warn_dependency_requirement_mismatches(["scikit-learn"])
import git
""",
    "ipywidgets": """
import ipywidgets
slider = ipywidgets.IntSlider(value=1, min=0, max=3, description="a number")
ipywidgets.VBox([slider, ipywidgets.Dropdown(options=["a", "b"]), ipywidgets.HTML("text")])
ipywidgets.Widget.close_all()
""",
    "matplotlib.pyplot": """
import matplotlib.pyplot
matplotlib.pyplot.subplots()[1].plot([1, 2, 3])
matplotlib.pyplot.show()
""",
}


def due() -> list[str]:
    """The rehearsals whose library is imported."""
    return [name for name in _CELLS if name in sys.modules]


def rehearse(name: str, runner: Runner) -> str:
    """Do one of :func:`due`, and forget its names. What went wrong, or nothing: then cells are slower, no more."""
    ran = runner.run(_CELLS[name], "rehearsal", 64 * 1024)
    runner.run("1 / 0", "rehearsal", 64 * 1024)
    runner.forget()
    return "" if ran.error is None else f"rehearsal of {name}: {type(ran.error).__name__}: {ran.error}"
