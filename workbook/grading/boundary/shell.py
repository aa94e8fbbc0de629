"""An IPython shell that runs cells as a kernel would, without a kernel, and keeps their outputs in order."""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import os
import subprocess
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.events import EventManager
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Instance, Type
from traitlets.config import Config

from workbook.check.cells import Transformers, parsed_quietly
from workbook.grading.boundary.outputs import Output, Outputs

_QUALNAME = vars(type)["__qualname__"]
_TEXT = ["text/plain"]
_HISTORY = ("In", "Out", "_ih", "_oh", "_dh")  # names in the shell's namespace for what it keeps elsewhere


class _Stream(io.TextIOBase):
    """sys.stdout and sys.stderr of cells."""

    def __init__(self, outputs: Outputs, name: str, number: int) -> None:
        self._outputs, self._name, self._number = outputs, name, number

    @property
    def name(self) -> str:  # type: ignore[override]
        return f"<{self._name}>"

    encoding = "utf-8"

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.drain()
        self._outputs.text(self._name, text)
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._number


def _size(data: Any) -> int:
    return sum(len(value) if isinstance(value, str | bytes) else len(repr(value)) for value in data.values())


class _Publisher(DisplayPublisher):
    outputs: Outputs

    def publish(self, data: Any, metadata: Any = None, **options: Any) -> None:
        transient = options.get("transient") or {}
        output = {"output_type": "display_data", "data": _texts(data), "metadata": metadata or {}}
        name = transient.get("display_id")
        if name is not None:
            output["_display_id"] = name
        if options.get("update"):
            for item in self.outputs.items:
                if item.get("_display_id") == name:
                    item |= {"data": output["data"], "metadata": output["metadata"]}
            return
        self.outputs.add(output, _size(output["data"]))

    def clear_output(self, wait: bool = False) -> None:
        self.outputs.clear(wait)


class _Hook(DisplayHook):
    outputs: Outputs

    def start_displayhook(self) -> None:
        pass

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        data = _texts(format_dict)
        output = {"output_type": "execute_result", "data": data, "metadata": md_dict or {}}
        output["execution_count"] = self.shell.execution_count  # type: ignore[union-attr]
        self.outputs.add(output, _size(data))

    def finish_displayhook(self) -> None:
        pass

    def quiet(self) -> bool:
        """Whether the cell ends in a semicolon. Few do, and the others need no look at each token."""
        for line in reversed(self.shell.history_manager.input_hist_parsed[-1].splitlines()):  # type: ignore[union-attr]
            if ";" in line:
                return bool(super().quiet())
            if line.strip() and not line.lstrip().startswith("#"):
                break
        return False


class _Compiler(CachingCompiler):
    """Compiles each statement of a text once in a process and its forks, however often the text is run."""

    def __init__(self) -> None:
        super().__init__()
        self._usual = self.flags

    def __call__(self, source: Any, filename: str, symbol: str, **options: Any) -> Any:
        """The code of *source*, which is kept with its tree if that is one statement."""
        body = getattr(source, "body", None)
        if options or not isinstance(body, list) or len(body) != 1:
            return super().__call__(source, filename, symbol, **options)
        key, kept = (filename, symbol, self.flags), body[0].__dict__.setdefault("_compiled", {})
        code = kept.get(key) or super().__call__(source, filename, symbol)
        if self.flags == key[-1]:  # or it is a future statement, which has to be noted each time
            kept[key] = code
        return code

    def ast_parse(self, source: str, filename: str = "<unknown>", symbol: str = "exec") -> ast.AST:
        """The tree of *source*, shared with others who asked for it, or else a new one."""
        usual = self.flags == self._usual and symbol == "exec"
        return (parsed_quietly(source) if usual else None) or super().ast_parse(source, filename, symbol)


def _texts(data: Any) -> dict[str, Any]:
    import base64

    return {
        kind: base64.b64encode(value).decode() if isinstance(value, bytes) else value for kind, value in data.items()
    }


class _Events(EventManager):
    """Has figures shown, and closed, before pyplot draws those that are still open: showing draws them itself."""

    def register(self, event: str, function: Callable[..., Any]) -> None:
        """As in IPython, but pyplot's callback comes last."""
        super().register(event, function)
        self.callbacks[event].sort(key=lambda known: getattr(known, "__name__", "") == "_draw_all_if_interactive")


class CellShell(InteractiveShell):
    """InteractiveShell with our displays, and tracebacks of the student's own lines only."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    compiler_class = Type(_Compiler)
    input_transformer_manager = Instance(Transformers, ())
    events: EventManager

    def init_events(self) -> None:
        """IPython's callbacks, in our order."""
        super().init_events()
        callbacks = self.events.callbacks
        self.events = _Events(self, callbacks)
        self.events.callbacks.update(callbacks)

    def enable_gui(self, gui: Any = None) -> None:
        """There is no event loop to integrate with."""

    def should_run_async(self, raw_cell: str, *, transformed_cell: str | None = None, **options: Any) -> bool:
        """Whether there is an await outside of functions; no cell without the word has one."""
        words = "await" in (transformed_cell or raw_cell) or "async" in (transformed_cell or raw_cell)
        return words and super().should_run_async(raw_cell, transformed_cell=transformed_cell, **options)

    def init_virtualenv(self) -> None:
        """The environment is the grader's own."""

    def system_piped(self, cmd: str) -> None:
        """``!command``: through bash, with its output among the cell's."""
        status = subprocess.run(["bash", "-c", self.var_expand(cmd, depth=1)], stdin=subprocess.DEVNULL).returncode
        self.user_ns["_exit_code"] = status

    system = system_piped
    report: Callable[[BaseException], None]

    async def run_code(self, code_obj: Any, result: Any = None, *, async_: bool = False) -> bool:
        """Run one statement. *result* counts those that ran to their end, so that nothing else has to tell."""
        failed = await super().run_code(code_obj, result, async_=async_)
        if failed is False and result is not None:
            result.completed = getattr(result, "completed", 0) + 1
        return bool(failed)

    def showtraceback(self, exc_tuple: Any = None, *arguments: Any, **options: Any) -> None:
        """Record the error among the outputs."""
        import sys

        error = exc_tuple[1] if exc_tuple else sys.exc_info()[1]
        if error is not None:
            self.report(error)

    def showsyntaxerror(self, *arguments: Any, **options: Any) -> None:
        """Record a syntax error like any other."""
        self.showtraceback()

    def show_usage_error(self, exc: Any) -> None:
        """Record the misuse of a magic."""
        self.report(exc)


@dataclass(frozen=True)
class Ran:
    """What became of one cell.

    ``error`` is what ended it, or else the last error that was shown while it ran, as by a magic that goes on after one.
    ``completed`` counts the statements, of those at the cell's top level, that ran to their end.
    """

    outputs: list[Output]
    error: BaseException | None
    value: Any
    count: int
    completed: int


class Runner:
    """Runs cells one after the other. One per process: IPython's shell is a singleton."""

    def __init__(self) -> None:
        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "nocolor"
        config.InteractiveShell.xmode = "Plain"
        config.InteractiveShell.separate_in = ""
        self.outputs = Outputs()
        self.label = "cell"
        self._shown: BaseException | None = None
        self.shell = CellShell.instance(config=config)
        self.shell.display_pub.outputs = self.outputs  # type: ignore[attr-defined]
        self.shell.displayhook.outputs = self.outputs
        self.shell.report = self._report
        self.shell.compile.get_code_name = self._code_name  # type: ignore[method-assign]
        self._fresh = {name: value for name, value in self.shell.user_ns.items() if name not in _HISTORY}

    def _code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        return f"<cell {self.label}>"

    def _report(self, error: BaseException) -> None:
        self._shown = error
        output = error_output(error)
        self.outputs.add(output, sum(map(str.__len__, [output["evalue"], *output["traceback"]])))

    def take_over(self) -> None:
        """Make this process' standard streams those of cells. Called once, after the fork."""
        import sys

        self.outputs.capture_files()
        sys.stdout = _Stream(self.outputs, "stdout", 1)
        sys.stderr = _Stream(self.outputs, "stderr", 2)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)

    def forget(self) -> None:
        """Make the shell as it was before any cell ran in it."""
        self.shell.reset()
        self.shell.user_ns.update(self._fresh)
        history = self.shell.history_manager
        history._i = history._ii = history._iii = history._i00 = ""
        history.db_input_cache.clear()
        history.output_hist_reprs.clear()
        self.shell.compile._filename_map.clear()
        linecache.clearcache()
        self.outputs.begin(0)

    def read(self, source: str, label: str) -> None:
        """Parse and compile a cell as :meth:`run` would, and keep what comes of it for this process and its forks."""
        tree = parsed_quietly(self.shell.transform_cell(source))
        body = tree.body if tree else []
        before = self.shell.compile.flags
        for node in body:
            shown = node is body[-1] and isinstance(node, ast.Expr)
            statement = ast.Interactive([node]) if shown else ast.Module([node], [])
            with warnings.catch_warnings(), self.shell.compile.extra_flags(ast.PyCF_ALLOW_TOP_LEVEL_AWAIT):
                warnings.simplefilter("error")  # what Python has to say, or refuses, whoever runs the cell should hear
                try:
                    self.shell.compile(statement, f"<cell {label}>", "single" if shown else "exec")
                except SyntaxError:
                    break
        self.shell.compile.flags = before  # which a future statement changes

    def run(self, source: str, label: str, most_output: int, pictures: bool = True) -> Ran:
        """Run one cell. An error in it is no exception here. Without *pictures* what it shows is text: none is drawn."""
        self.label, self._shown = label, None
        formatter = self.shell.display_formatter
        if not pictures and formatter.active_types != _TEXT:
            formatter.active_types = _TEXT
        self.outputs.begin(most_output)
        value, completed = None, 0
        try:
            result = self.shell.run_cell(source, store_history=True)
            value, completed = result.result, getattr(result, "completed", 0)
            raised = result.error_in_exec if result.error_before_exec is None else result.error_before_exec
        except Exception as failure:  # noqa: BLE001  (IPython itself stumbles over some texts, such as NUL bytes)
            self._report(failure)
            raised = failure
        error, self._shown = self._shown if raised is None else raised, None
        outputs = self.outputs.finish()
        for output in outputs:
            output.pop("_display_id", None)
        return Ran(outputs, error, value, self.shell.execution_count - 1, completed)


def own_frames(error: BaseException) -> Iterator[tuple[str, int, str]]:
    """``(cell label, line, its text)`` of the frames of *error* that lie in cells."""
    frames: TracebackType | None = error.__traceback__
    while frames is not None:
        name = frames.tb_frame.f_code.co_filename
        if name.startswith("<cell "):
            line = frames.tb_lineno
            yield name[6:-1], line, linecache.getline(name, line).strip()
        frames = frames.tb_next
    if isinstance(error, SyntaxError) and str(error.filename).startswith("<cell "):
        yield str(error.filename)[6:-1], error.lineno or 0, (error.text or "").strip()


def name_of_class(kind: type) -> str:
    """The name of a class as Python keeps it, whatever its metaclass says."""
    return str(_QUALNAME.__get__(kind)).rpartition(".")[2]


def message_of(error: BaseException) -> str:
    """``str(error)``, also for errors whose text can't be had."""
    try:
        text = str(error.msg) if isinstance(error, SyntaxError) else str(error)
    except BaseException:  # noqa: BLE001  (a student's own __str__)
        return "(its text can't be shown)"
    return text[:10_000]


def error_output(error: BaseException) -> Output:
    """An error as nbformat writes it, with the lines of cells only and no colours."""
    lines = [f"  {label}, line {line}: {text}" for label, line, text in own_frames(error)]
    name, message = name_of_class(type(error)), message_of(error)
    with contextlib.suppress(Exception):
        rendered = getattr(error, "_render_traceback_", None)
        if rendered is not None and not lines:
            lines = [str(line) for line in rendered()]
    return {
        "output_type": "error",
        "ename": name,
        "evalue": message,
        "traceback": [*(["Traceback (cells only):", *lines[-12:]] if lines else []), f"{name}: {message}"],
    }


__all__ = ["CellShell", "Outputs", "Ran", "Runner", "error_output", "message_of", "name_of_class", "own_frames"]
