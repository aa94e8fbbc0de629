"""Every message between the processes of the grader: who sends what, in which order, and what one means that nobody expected.

Four kinds of process, five links::

    engine ──template──► template ──fork──► answer process, test process, branch (which forks test processes, too)
    engine ──control───► answer process      engine ──control──► test process
    test process ──boundary──► answer process          engine ──► renderer (feedback/rendering.py: texts only)

All messages are msgpack. On the template's link one packet is one message; elsewhere a message is a frame (a length of four
bytes, then the bytes, ``frames.py``). On each link one side asks and the other replies, once for each request and in their
order; the asker may send several requests before it reads the first reply. Whoever asks hangs up when it is done, and who is
asked then ends by itself.

*Template* (``handle.py`` asks, ``process.py`` replies). Trusted on both sides: an answer has no descriptor of it. Its first
message, unasked, is :class:`Hello`. ``fork`` and ``branch`` carry descriptors. No reply within two minutes, or the end of the
link: the template is lost, an EngineFault, and the notebook is run once more in a new one.

*Control of an answer process* (``run.py`` asks, ``answer_side.py`` replies). Whatever comes back is the student's: a reply that
is too long, too late, cut, or no :class:`Ran` stops the cell, and a new answer process goes on with the next one. What it says of
outputs and counts is taken by ``replies.py``, field by field; it says nothing that points depend on.

*Control of a test process* (``run.py`` asks, ``test_side.py`` replies). The program is ours, but it holds values of the
student's, so a reply is data, too: ``verdict.read`` takes the report by exact types and bounds, and only with the number of the
request that was sent last. Late, twice, odd, none: "broken", and no points. The first request also tells what
:class:`FirstRequest` adds. ``reconnect`` is followed by one byte with a descriptor, the test process' end of a new boundary.

*Boundary* (``remote.py`` asks, ``answer_side.py`` replies), in the forms of ``codec.py``: :data:`Request` and :data:`Reply`. While
the answer calls a function of the test, its :data:`CallBack` stands in the place of a reply; the test process may ask meanwhile,
and ends with a :data:`CallBackEnd`. Then the reply to the first request follows. What is no reply is the answer's error, an
``AnswerError`` in the test; the end of the link is ``AnswerGone``, which no ``except Exception`` keeps and no points follow.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

Output = dict[str, Any]
"""One output of a cell, as nbformat writes it."""

# Template


class Hello(TypedDict):
    """The template's first message. A *problem* says why no box can be made here."""

    problem: str
    seconds: NotRequired[float]
    users: NotRequired[bool]


class Load(TypedDict):
    """Import *modules*: now (``load``; those that can't be had come back as ``missing``), or when there is nothing to do."""

    do: Literal["load", "learn"]
    modules: list[str]


class Fork(TypedDict):
    """Fork a box, with two descriptors, its ends of control and boundary; ``pid`` comes back.

    *random* seeds its general random numbers, *user* is who it is outside. A test process' seed is no part of this: it is the
    first frame on its control link, since answers inherit what the template has read.
    """

    do: Literal["fork"]
    kind: Literal["answer", "test"]
    caps: dict[str, int]
    random: int
    user: int


class Kill(TypedDict):
    """End a box, after *patience* seconds in which it may leave by itself; :class:`Ended` comes back."""

    do: Literal["kill"]
    pid: int
    patience: float


class Ended(TypedDict):
    """How a box ended: our *reason* if we stopped it, whether it was still *alive*, its status, whether it ever was *entered*."""

    reason: str
    alive: bool
    status: int
    cpu: float
    entered: bool


class Branch(TypedDict):
    """Fork the template as it is, with one descriptor on which the branch then replies; ``pid`` comes back."""

    do: Literal["branch"]


class Drop(TypedDict):
    """End the branch *pid* with all that it forked."""

    do: Literal["drop"]
    pid: int


class Try(TypedDict):
    """To a branch, with two descriptors: be the test process of the key's run. ``fit`` comes back at its end."""

    do: Literal["try"]
    seed: int
    random: int


class Read(TypedDict):
    """Parse and compile *cells*, each a text and what it is called; run none."""

    do: Literal["read"]
    cells: list[tuple[str, str]]


class Hold(TypedDict):
    """Keep the descriptor that comes along open: it holds the users of this template's boxes."""

    do: Literal["hold"]


TemplateRequest = Load | Fork | Kill | Branch | Drop | Try | Read | Hold

# Control of an answer process


class Run(TypedDict):
    """Run a cell, called *label* in messages, and keep at most *most* bytes of output; only text without *pictures*."""

    source: str
    label: str
    most: int
    pictures: bool


class Ran(TypedDict):
    """What a cell put out, and IPython's number of it. Both are the student's word."""

    outputs: list[Output]
    count: int


# Control of a test process


class FirstRequest(TypedDict, total=False):
    """Goes with the first request to a test process: the *master*'s read-only and tests cells, by id; whether it is a *renewed* one."""

    master: list[tuple[str, str]]
    renewed: bool


class Prepare(FirstRequest):
    """Run a read-only cell, or only the *imports* of a released one; ``failed`` comes back, in words."""

    do: Literal["prepare"]
    source: str
    label: str
    imports: bool


class Reconnect(FirstRequest):
    """Go on with another answer process."""

    do: Literal["reconnect"]


class Modules(FirstRequest):
    """Name the ``modules`` that were imported since the fork. Only the key's run is asked."""

    do: Literal["modules"]


class RunTests(FirstRequest):
    """Run a tests cell. *cells* are the texts that ran in the answer process, *given* those of them that are the master's.

    *enough*: phrases; once a part is lost and all of them have been told, the parts behind it are left out.
    """

    do: Literal["test"]
    number: int
    source: str
    label: str
    cells: list[str]
    given: list[str]
    most: int
    enough: list[str] | None


class TestsRan(TypedDict):
    """The reply to :class:`RunTests`: its *number*, the fields of ``verdict.Report``, outputs, and whether the answer is *gone*."""

    number: int
    report: dict[str, Any]
    outputs: list[Output]
    count: int
    gone: bool


TestRequest = Prepare | Reconnect | Modules | RunTests

# Boundary, in the codec's forms

Request = tuple[str, list[Any], list[list[int]]]
"""An operation of ``answer_side.py``, its arguments, and objects that the test lets go: number, and how often it was told of it."""
Reply = tuple[Literal["v", "e"], Any, list[tuple[str, str]]]
"""A value, or a description of an error; and what was printed meanwhile, by stream."""
CallBack = tuple[Literal["c"], tuple[int, tuple[Any, ...], dict[str, Any]], list[tuple[str, str]]]
"""Call the test's function of this number."""
CallBackEnd = tuple[Literal["returned"], Any] | tuple[Literal["raised"], str, str]
"""What the function returned, or the name of the built-in class of its error, and its text."""


class Described(TypedDict):
    """An error of the answer's: dotted names of its classes, numbers of those that have one, its text, lines in cells."""

    names: list[str]
    numbers: list[int]
    message: str
    lines: list[tuple[str, int, str]]
