"""A builder of images without Docker (lesson 5): what each step of a Dockerfile costs, keeps in the cache and leaves in its layer.

It knows the base images called ``python``, and in ``RUN`` the commands that the lesson names. Sizes and times are invented
and constant, so that two builds can be compared.
"""

from __future__ import annotations

import hashlib
import io
import json
import posixpath
import re
import shlex
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from dockerfile_parse import DockerfileParser  # type: ignore[import-untyped]

from ship_shell import BuildError, Stage, run

__all__ = ["BuildError", "File", "Image", "Layer", "build"]

BASE_MB = {"slim": 125, "alpine": 50, "": 1020}
_IMAGE = re.compile(r"(?:docker\.io/)?(?:library/)?python(?::(?P<tag>[\w.-]+))?(?P<digest>@sha256:[0-9a-f]{64})?")


@dataclass(frozen=True)
class File:
    """A file's text, and how large it is in MB."""

    text: str = ""
    mb: float = 0.0


@dataclass
class Layer:
    """What one instruction did: its line, its cache key, and the files that it added."""

    line: int
    text: str
    key: str
    cached: bool = False
    seconds: int = 0
    files: dict[str, File] = field(default_factory=dict)

    @property
    def mb(self) -> float:
        """What the layer weighs."""
        return sum(file.mb for file in self.files.values())


@dataclass
class Image:
    """What comes out: the layers of the last stage (and of those it is built upon), and how a container starts."""

    stage: Stage
    layers: list[Layer]
    steps: list[Layer]

    @property
    def mb(self) -> float:
        """What has to be pulled: the sum of the layers, so that a file deleted later still counts."""
        return sum(layer.mb for layer in self.layers)

    @property
    def seconds(self) -> int:
        """How long the build took."""
        return sum(step.seconds for step in self.steps if not step.cached)

    @property
    def keys(self) -> set[str]:
        """The cache that this build leaves for the next one."""
        return {step.key for step in self.steps}


@dataclass
class Build:
    """All that a build is given."""

    context: dict[str, File]
    secrets: dict[str, str]
    arguments: dict[str, str]
    day: int
    cache: set[str]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def build(
    text: str,
    context: dict[str, File],
    *,
    secrets: dict[str, str] | None = None,
    arguments: dict[str, str] | None = None,
    day: int = 1,
    cache: set[str] | None = None,
) -> Image:
    """Build the Dockerfile *text* in the folder *context* (path to file), with the *cache* of an earlier build.

    *secrets*: what ``--secret`` hands over, by id; *arguments*: what ``--build-arg`` does; *day*: when, for whatever isn't pinned.
    Raises BuildError, with the line, where the real thing would stop or this one knows no better.
    """
    if not isinstance(text, str):
        raise BuildError(0, f"the Dockerfile is a text, and not a {type(text).__name__}")
    parser = DockerfileParser(fileobj=io.BytesIO())
    parser.content = text
    given = Build(context, secrets or {}, arguments or {}, day, cache or set())
    stages: list[Stage] = []
    layers: list[list[Layer]] = []
    outside: dict[str, str] = {}
    for part in parser.structure:
        name, value, line = part["instruction"], part["value"], part["startline"] + 1
        if name == "COMMENT":
            continue
        if name == "FROM":
            _from(stages, layers, value, line, outside, given)
        elif name == "ARG" and not stages:
            key, _, default = value.partition("=")
            outside[key] = given.arguments.get(key, default)
        elif not stages:
            raise BuildError(line, f"{name} stands before the first FROM")
        else:
            _step(stages, layers, name, value, line, given)
    if not stages:
        raise BuildError(1, "there is no FROM")
    needed = _needed(stages, len(stages) - 1)
    steps = [layer for index in sorted(needed) for layer in layers[index] if layer not in stages[index].inherited]
    return Image(stages[-1], layers[-1], steps)


def _needed(stages: list[Stage], last: int) -> set[int]:
    """The stages that the last one is made of. Docker builds no others."""
    found, pending = set(), [last]
    while pending:
        index = pending.pop()
        if index not in found:
            found.add(index)
            pending += stages[index].uses
    return found


def _stage_index(stages: list[Stage], name: str) -> int | None:
    for index, stage in enumerate(stages):
        if name.lower() == stage.name or name == str(index):
            return index
    return None


def _from(
    stages: list[Stage], layers: list[list[Layer]], value: str, line: int, outside: dict[str, str], given: Build
) -> None:
    words = [word for word in value.split() if not word.startswith("--")]
    for key, content in outside.items():
        words = [word.replace("${" + key + "}", content).replace("$" + key, content) for word in words]
    name = words[2].lower() if len(words) == 3 and words[1].lower() == "as" else ""
    if not words or (len(words) > 1 and not name):
        raise BuildError(line, f"FROM {value}: an image, and perhaps AS and a name")
    below = _stage_index(stages, words[0]) if not words[0].isdigit() else None
    if below is not None:
        stages.append(stages[below].on_top(name, below, list(layers[below])))
        layers.append(list(layers[below]))
        return
    match = _IMAGE.fullmatch(words[0])
    if not match or not (match["tag"] or not match["digest"]):
        raise BuildError(line, f"the builder has only images called python, with a tag, and not {words[0]}")
    tag = match["tag"] or "latest"
    pinned = bool(match["digest"]) or bool(re.match(r"\d+\.\d+\.\d+(-|$)", tag))
    kind = next((kind for kind in ("slim", "alpine") if kind in tag), "")
    text = words[0] if pinned else f"{words[0]} as of day {given.day}"
    version = re.match(r"3\.\d+", tag)
    stage = Stage(name=name, kind=kind, python=version[0] if version else "3")
    key = _digest("FROM", words[0])
    layer = Layer(line, f"FROM {value}", key, key in given.cache, 0, {"/etc/base-image": File(text, BASE_MB[kind])})
    stage.files.update(layer.files)
    stages.append(stage)
    layers.append([layer])


def _step(stages: list[Stage], layers: list[list[Layer]], name: str, value: str, line: int, given: Build) -> None:
    """Any instruction but FROM: it changes the stage, and RUN, COPY and ADD leave a layer with files."""
    stage, before = stages[-1], layers[-1][-1]
    layer = Layer(line, f"{name} {value}", "")
    seen = ""
    if name in ("COPY", "ADD"):
        seen = _copy(stages, layer, value, line, given)
        layer.seconds = 1 + round(layer.mb / 10)
    elif name == "RUN":
        seen = run(stage, value, line, given, layer)
        stage.history.append(f"{stage.arguments}" + value if stage.arguments else value)
    else:
        _setting(stage, name, value, line, given)
        if name in ("ENV", "LABEL", "CMD", "ENTRYPOINT", "HEALTHCHECK"):
            stage.history.append(f"{name} {stage.expand(value)}")
    layer.key = _digest(before.key, name, value, seen)
    layer.cached = layer.key in given.cache
    layers[-1].append(layer)


def _setting(stage: Stage, name: str, value: str, line: int, given: Build) -> None:
    if name == "WORKDIR":
        stage.workdir = stage.at(stage.expand(value.strip("\"'")))
        stage.folders.add(stage.workdir)
    elif name == "USER":
        stage.user = stage.expand(value.strip())
    elif name == "ENV":
        stage.env.update(_pairs(stage, value))
    elif name == "ARG":
        key, _, default = value.partition("=")
        stage.arguments[key] = given.arguments.get(key, default)
    elif name in ("CMD", "ENTRYPOINT"):
        setattr(stage, name.lower(), command(value))
        if name == "ENTRYPOINT":
            stage.cmd = None if not stage.own_cmd else stage.cmd
        stage.own_cmd = stage.own_cmd or name == "CMD"
    elif name == "HEALTHCHECK":
        stage.healthcheck = value
    elif name == "STOPSIGNAL":
        stage.stopsignal = value
    elif name not in ("LABEL", "EXPOSE", "VOLUME", "MAINTAINER", "SHELL"):
        raise BuildError(line, f"the builder doesn't know {name}")


def _pairs(stage: Stage, value: str) -> dict[str, str]:
    words = shlex.split(value)
    if words and "=" not in words[0]:
        return {words[0]: stage.expand(" ".join(words[1:]))}
    return {key: stage.expand(content) for key, _, content in (word.partition("=") for word in words)}


def command(value: str) -> list[str] | str:
    """The list of a command in exec form (a JSON list of texts), else the text for ``/bin/sh -c``."""
    try:
        words = json.loads(value)
    except json.JSONDecodeError:
        return value
    return words if isinstance(words, list) and all(isinstance(word, str) for word in words) else value


def _matches(names: dict[str, File], source: str) -> dict[str, list[str]]:
    """Files and folders called *source* (with wildcards), each with the files that belong to it."""
    parts = (
        [] if posixpath.normpath(source).strip("/") in ("", ".") else posixpath.normpath(source).strip("/").split("/")
    )
    found: dict[str, list[str]] = {}
    for path in sorted(names):
        pieces = path.strip("/").split("/")
        if len(pieces) >= len(parts) and all(fnmatchcase(a, b) for a, b in zip(pieces, parts, strict=False)):
            found.setdefault("/".join(pieces[: len(parts)]), []).append(path)
    return found


def _copy(stages: list[Stage], layer: Layer, value: str, line: int, given: Build) -> str:
    """Put files into the layer and the stage; what the cache has to know of them."""
    stage = stages[-1]
    flags = re.match(r"(?:--\S+\s+)*", value)
    options = flags[0].split() if flags else []
    rest = value[len(flags[0]) :] if flags else value
    listed = command(rest)
    words = [stage.expand(word) for word in (listed if isinstance(listed, list) else shlex.split(rest))]
    if len(words) < 2 or rest.startswith("<<"):
        raise BuildError(line, "COPY takes sources and a destination")
    names = given.context
    origin = next((option.partition("=")[2] for option in options if option.startswith("--from=")), None)
    if origin is not None:
        index = _stage_index(stages[:-1], origin)
        if index is None:
            raise BuildError(line, f"there is no stage {origin} above")
        stage.uses.append(index)
        names = stages[index].files
    *sources, target = words
    many = len(sources) > 1 or any("*" in source for source in sources)
    place = stage.at(target)
    folder = many or target.endswith("/") or target in (".", "./") or stage.is_folder(place)
    seen = []
    for source in sources:
        found = _matches(names, source)
        if not found:
            raise BuildError(
                line,
                f"nothing in the context is called {source}" if origin is None else f"nothing there is called {source}",
            )
        for root, paths in found.items():
            for path in paths:
                inner = path.strip("/")[len(root) :].strip("/")
                whole = (
                    posixpath.join(place, inner)
                    if inner or root == ""
                    else (posixpath.join(place, posixpath.basename(root)) if folder else place)
                )
                layer.files[whole] = names[path]
                seen.append(f"{whole}={names[path].text}")
    stage.files.update(layer.files)
    return "\n".join(sorted(seen))
