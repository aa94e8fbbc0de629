"""What the builder of lesson 5 knows of a RUN line: pip, venv, apt-get, users and a few tools for files."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Any

__all__ = ["BuildError", "Stage", "run"]

PACKAGE_MB = {"scikit-learn": 300.0, "numpy": 70.0, "scipy": 100.0, "fastapi": 4.0, "uvicorn": 1.0}
PIP_SECONDS, CACHE_MB = 140, 150.0
_CONFIGURATIONS = ("/etc/pip.conf", "/root/.config/pip/pip.conf", "/root/.pip/pip.conf")
_VALUED = {
    "-r",
    "--requirement",
    "-t",
    "--target",
    "--prefix",
    "--extra-index-url",
    "--index-url",
    "-i",
    "-c",
    "--constraint",
}
_SILENT = {"set", "true", "chown", "chmod", "groupadd", "addgroup", "install"}


class BuildError(Exception):
    """The build stops: at which line (from 1), and why."""

    def __init__(self, line: int, why: str) -> None:
        self.line, self.why = line, why
        super().__init__(f"line {line}: {why}")


@dataclass
class Stage:
    """A stage of the build as it is after some steps."""

    name: str = ""
    kind: str = ""
    python: str = "3.12"
    files: dict[str, Any] = field(default_factory=dict)
    folders: set[str] = field(default_factory=lambda: {"/", "/tmp", "/usr/local", "/etc", "/root"})
    env: dict[str, str] = field(default_factory=lambda: {"PATH": "/usr/local/bin:/usr/bin:/bin"})
    arguments: dict[str, str] = field(default_factory=dict)
    user: str = "root"
    workdir: str = "/"
    cmd: list[str] | str | None = field(default_factory=lambda: ["python3"])
    entrypoint: list[str] | str | None = None
    own_cmd: bool = False
    healthcheck: str = ""
    stopsignal: str = "SIGTERM"
    history: list[str] = field(default_factory=list)
    uses: list[int] = field(default_factory=list)
    inherited: list[Any] = field(default_factory=list)

    def on_top(self, name: str, below: int, layers: list[Any]) -> Stage:
        """A stage that goes on where this one ended."""
        return replace(
            self, name=name, files=dict(self.files), folders=set(self.folders), env=dict(self.env), arguments={},
            history=list(self.history), uses=[below], inherited=layers, own_cmd=False,
        )  # fmt: skip

    def expand(self, text: str) -> str:
        """*text* with the variables of ENV and ARG filled in."""
        known = {**self.arguments, **self.env}
        return re.sub(r"\$(?:\{(\w+)\}|(\w+))", lambda match: known.get(match[1] or match[2], ""), text)

    def at(self, path: str) -> str:
        """*path*, from the working directory, as an absolute path."""
        return posixpath.normpath(posixpath.join(self.workdir, path))

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder of that name."""
        return path in self.folders or any(name.startswith(path.rstrip("/") + "/") for name in self.files)

    @property
    def root(self) -> bool:
        """Whether the next step runs as root."""
        return self.user.partition(":")[0] in ("root", "0")


@dataclass
class Shell:
    """One RUN line while it runs."""

    stage: Stage
    line: int
    given: Any
    layer: Any
    mounts: list[dict[str, str]]
    visible: dict[str, Any] = field(default_factory=dict)
    secret_env: dict[str, str] = field(default_factory=dict)
    venv: str = ""

    def add(self, path: str, text: str, mb: float) -> None:
        """Write a file; it lies in the layer unless it is on a mount."""
        if any(
            mount["type"] in ("cache", "tmpfs") and path.startswith(mount.get("target", "//")) for mount in self.mounts
        ):
            return
        kind = type(next(iter(self.stage.files.values())))
        self.layer.files[path] = self.stage.files[path] = kind(text, mb)

    def read(self, path: str) -> str | None:
        """The text of a file, also of one that is mounted."""
        whole = self.stage.at(path)
        file = self.visible.get(whole) or self.stage.files.get(whole)
        return None if file is None else str(getattr(file, "text", file))


def run(stage: Stage, value: str, line: int, given: Any, layer: Any) -> str:
    """Carry out a RUN line; what the cache has to know beside its text."""
    flags = re.match(r"(?:--\S+\s+)*", value)
    options = flags[0].split() if flags else []
    mounts = [
        dict(_pair(pair) for pair in option[8:].split(",")) for option in options if option.startswith("--mount=")
    ]
    shell = Shell(stage, line, given, layer, [{"type": "bind", **mount} for mount in mounts])
    seen = _mounted(shell)
    script = value[len(flags[0]) :] if flags else value
    if script.startswith("["):
        words = shlex.split(script.strip("[]").replace(",", " "))
        script = " ".join(shlex.quote(word) for word in words)
    for command in _commands(script, line):
        _carry_out(shell, command)
    shown = {name: given.arguments.get(name, content) for name, content in stage.arguments.items()}
    return seen + repr(shown)


def _pair(text: str) -> tuple[str, str]:
    key, _, content = text.partition("=")
    return {"dst": "target", "destination": "target", "src": "source"}.get(key, key), content


def _mounted(shell: Shell) -> str:
    seen = []
    for mount in shell.mounts:
        if mount["type"] == "secret":
            name = mount.get("id", posixpath.basename(mount.get("target", "")))
            if name not in shell.given.secrets:
                raise BuildError(shell.line, f"no secret of the id {name} is handed over")
            if "env" in mount:
                shell.secret_env[mount["env"]] = shell.given.secrets[name]
            else:
                shell.visible[shell.stage.at(mount.get("target", f"/run/secrets/{name}"))] = shell.given.secrets[name]
        elif mount["type"] == "bind" and "from" not in mount:
            source, target = posixpath.normpath(mount.get("source", ".")), shell.stage.at(mount.get("target", "."))
            for path, file in shell.given.context.items():
                if source == "." or path == source or path.startswith(source + "/"):
                    inner = path if source == "." else path[len(source) :].strip("/")
                    shell.visible[posixpath.join(target, inner).rstrip("/")] = file
                    seen.append(f"{path}={file.text}")
    return "\n".join(sorted(seen))


def _commands(script: str, line: int) -> list[list[str]]:
    """The commands of a line: parted by ``&&`` and ``;``, without the shell's other signs."""
    lexer = shlex.shlex(script, posix=True, punctuation_chars="&;|<>")
    lexer.whitespace_split = True
    try:
        words = list(lexer)
    except ValueError as unread:
        raise BuildError(line, f"the shell can't read it: {unread}") from None
    commands: list[list[str]] = [[]]
    for word in words:
        if word in ("&&", ";"):
            commands.append([])
        elif word and set(word) <= set("&;|<>"):
            raise BuildError(line, f"the builder doesn't know {word} in a RUN line")
        else:
            commands[-1].append(word)
    return [command for command in commands if command]


def _carry_out(shell: Shell, words: list[str]) -> None:
    stage = shell.stage
    own: dict[str, str] = {}
    while words and re.fullmatch(r"\w+=.*", words[0], re.DOTALL):
        key, _, content = words.pop(0).partition("=")
        own[key] = stage.expand(content)
    if not words:
        return
    if words[0] == "export":
        shell.secret_env.update(
            {key: stage.expand(content) for key, _, content in (word.partition("=") for word in words[1:])}
        )
        return
    words = [stage.expand(word) for word in words]
    program, base = words[0], posixpath.basename(words[0])
    if base in ("python", "python3", "python3.12") and words[1:3] == ["-m", "pip"]:
        base, words, program = (
            "pip",
            words[2:],
            posixpath.join(posixpath.dirname(program), "pip").lstrip("/")
            if "/" not in program
            else posixpath.dirname(program) + "/pip",
        )
    elif base in ("python", "python3", "python3.12") and words[1:3] == ["-m", "venv"]:
        base = "venv"
    if program in (".", "source") and len(words) == 2 and words[1].endswith("/bin/activate"):
        shell.venv = stage.at(words[1]).removesuffix("/bin/activate")
        return
    known: dict[str, Callable[[Shell, list[str], str, dict[str, str]], None]] = {
        "pip": _pip, "pip3": _pip, "venv": _venv, "apt-get": _apt, "apt": _apt, "rm": _rm, "mkdir": _mkdir, "useradd": _user, "adduser": _user,
    }  # fmt: skip
    if base in known:
        if not stage.root and base != "mkdir":
            raise BuildError(shell.line, f"{base} runs as user {stage.user}, who may not write there")
        known[base](shell, words, program, own)
    elif base not in _SILENT:
        raise BuildError(shell.line, f"the builder doesn't know the command {base}")


def _prefix(shell: Shell, program: str) -> str:
    """The folder of the Python that *program* installs for: a virtual environment, or the system's."""
    if "/" in program:
        return posixpath.dirname(posixpath.dirname(shell.stage.at(program)))
    if shell.venv:
        return shell.venv
    for folder in shell.stage.env["PATH"].split(":"):
        if f"{folder}/pip" in shell.stage.files:
            return posixpath.dirname(folder)
    return "/usr/local"


def _pip(shell: Shell, words: list[str], program: str, own: dict[str, str]) -> None:
    if words[1:2] in (["cache"], ["--version"], ["check"], ["config"]):
        return
    if words[1:2] != ["install"]:
        raise BuildError(shell.line, f"the builder knows pip install, and not pip {' '.join(words[1:2])}")
    options, names = _options(words[2:])
    prefix = _prefix(shell, program)
    if prefix != "/usr/local" and f"{prefix}/bin/pip" not in shell.stage.files:
        raise BuildError(shell.line, f"there is no {program}")
    wanted = list(names)
    for file in options.get("-r", []):
        text = shell.read(file)
        if text is None:
            raise BuildError(shell.line, f"pip finds no file {shell.stage.at(file)}")
        wanted += [
            line.split("#")[0].split("--hash")[0].strip(" \\")
            for line in text.splitlines()
            if not line.strip().startswith(("--", "#"))
        ]
    env = {**shell.stage.arguments, **shell.stage.env, **shell.secret_env, **own}
    prefix = options.get("--prefix", [prefix])[-1]
    if "--user" in options:
        prefix = "/root/.local"
    site = options.get("-t", [f"{prefix}/lib/python{shell.stage.python}/site-packages"])[-1]
    for requirement in filter(None, wanted):
        _install(shell, requirement, site, prefix, options, env)
    keeps = (
        env.get("PIP_NO_CACHE_DIR", "").lower() in ("", "0", "false", "off", "no") and "--no-cache-dir" not in options
    )
    if keeps:
        shell.add("/root/.cache/pip/http/wheels", "pip's cache", CACHE_MB)
    shell.layer.seconds += PIP_SECONDS if len(wanted) > 2 else 10


def _options(words: list[str]) -> tuple[dict[str, list[str]], list[str]]:
    short = {"--requirement": "-r", "--target": "-t", "--index-url": "-i", "--constraint": "-c"}
    options: dict[str, list[str]] = {}
    names: list[str] = []
    pending = iter(words)
    for word in pending:
        key, sign, content = word.partition("=")
        if word.startswith("--") and sign:
            options.setdefault(short.get(key, key), []).append(content)
        elif word in _VALUED:
            options.setdefault(short.get(word, word), []).append(next(pending, ""))
        elif word.startswith("-r") and len(word) > 2:
            options.setdefault("-r", []).append(word[2:])
        elif word.startswith("-"):
            options.setdefault(word, [])
        else:
            names.append(word)
    return options, names


def _install(
    shell: Shell, requirement: str, site: str, prefix: str, options: dict[str, list[str]], env: dict[str, str]
) -> None:
    name = re.split(r"[=<>~!\[; ]", requirement)[0].lower()
    if name.startswith("fellpost-"):
        addresses = [
            *options.get("--extra-index-url", []),
            *options.get("-i", []),
            env.get("PIP_EXTRA_INDEX_URL", ""),
            env.get("PIP_INDEX_URL", ""),
        ]
        files = [*_CONFIGURATIONS, env.get("PIP_CONFIG_FILE", "")]
        readable = [shell.read(file) or "" for file in files if file]
        if not any("pkg.fellpost.example" in text for text in [*addresses, *readable]):
            raise BuildError(
                shell.line, f"pip finds no {name}: it lies in Fellpost's own index, and that needs its pip.conf"
            )
    pinned = re.fullmatch(r"[\w.\[\]-]+===?\s*[\w.]+(\s*;.*)?", requirement) and "*" not in requirement
    version = requirement if pinned else f"{requirement}, the newest of day {shell.given.day}"
    shell.add(f"{site}/{name}/__init__.py", version, PACKAGE_MB.get(name, 2.0))
    if name == "uvicorn" and "-t" not in options:
        shell.add(f"{prefix}/bin/uvicorn", "program", 0)


def _venv(shell: Shell, words: list[str], program: str, own: dict[str, str]) -> None:
    place = shell.stage.at(next((word for word in words[3:] if not word.startswith("-")), "."))
    for name in ("python", "python3", "pip"):
        shell.add(f"{place}/bin/{name}", "program", 4)


def _apt(shell: Shell, words: list[str], program: str, own: dict[str, str]) -> None:
    if shell.stage.kind == "alpine":
        raise BuildError(shell.line, "Alpine has no apt-get")
    names = [word for word in words[1:] if not word.startswith("-")]
    lists = "/var/lib/apt/lists/debian"
    if names[:1] == ["update"]:
        shell.add(lists, "package lists", 20)
    elif names[:1] == ["install"]:
        if lists not in shell.stage.files:
            raise BuildError(shell.line, f"apt-get finds no package {' '.join(names[1:2])}: there are no lists yet")
        for name in names[1:]:
            shell.add(f"/usr/bin/{name.partition('=')[0]}", "program", 10)
        shell.layer.seconds += 20


def _rm(shell: Shell, words: list[str], program: str, own: dict[str, str]) -> None:
    for word in words[1:]:
        if word.startswith("-"):
            continue
        place = shell.stage.at(word)
        for path in list(shell.stage.files):
            if path == place or path.startswith(place + "/") or fnmatchcase(path, place):
                shell.layer.files.pop(path, None)  # what an earlier layer holds stays there
                del shell.stage.files[path]


def _mkdir(shell: Shell, words: list[str], program: str, own: dict[str, str]) -> None:
    shell.stage.folders.update(shell.stage.at(word) for word in words[1:] if not word.startswith("-"))


def _user(shell: Shell, words: list[str], program: str, own: dict[str, str]) -> None:
    """A user is made; who it is plays no part here."""
