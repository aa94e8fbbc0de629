"""A whole JupyterHub for trying the class service: `workbook hub demo`."""

from __future__ import annotations

import importlib.util
import os
import secrets
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from workbook import workspace
from workbook.classroom.demo import scratch
from workbook.course import Course
from workbook.errors import CourseError, WorkbookError
from workbook.files import write_atomically
from workbook.service.settings import NAME, configure

STUDENTS, INSTRUCTOR = ("ada", "bob", "cyd"), "prof"
_NOT_COPIED = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", ".venv")
_EXCHANGE = "from workbook.service.exchange import use\n\nuse(get_config())\n"


def demo(course: Course, port: int, folder: Path | None, say: Callable[[str], None]) -> None:
    """Run a hub on loopback until it is interrupted, with a class in *folder* or in one that is thrown away.

    Raises WorkbookError, with what to install, where JupyterHub or its proxy is missing.
    """
    expect_programs()
    _expect_ports(port)
    course.need_source()
    with scratch(folder) as place:
        password = secrets.token_urlsafe(6)
        say(
            "Making a class: the units, and each student's copy of them. That takes some ten seconds, more where much else runs."
        )
        config = prepare(course, place, port, password)
        say(f"A hub for trying out begins at http://127.0.0.1:{port}, for this machine alone. All accounts are yours.")
        say(f"Students {', '.join(STUDENTS)} and instructor {INSTRUCTOR}; the password of all is {password}")
        say(f"The class service: http://127.0.0.1:{port}/services/{NAME}/     End it with Ctrl-C.")
        if folder:
            again = shlex.join(command(config))
            say(f"course.toml is in {config.parent / 'class'}. Another time, begin this class with: {again}")
        process = subprocess.Popen(command(config), cwd=config.parent)
        try:
            process.wait()
        except KeyboardInterrupt:
            process.wait(30)  # the terminal has told it, too
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(30)
    if process.returncode not in (0, -2, 130):
        raise WorkbookError(f"JupyterHub ended with code {process.returncode}.", "Its own words above say why.")


def expect_programs() -> None:
    """Raise WorkbookError unless JupyterHub and its proxy are here."""
    if importlib.util.find_spec("jupyterhub") is None:
        raise WorkbookError("JupyterHub is not installed.", "Run: pip install 'ai-engineer-workbook[hub]'")
    if shutil.which("configurable-http-proxy") is None:
        raise WorkbookError(
            "JupyterHub's proxy, configurable-http-proxy, is not installed.",
            "Run: npm install -g configurable-http-proxy (Node.js brings npm).",
        )


def _expect_ports(first: int) -> None:
    """Raise WorkbookError unless the hub's four ports are free: public, the hub's, the proxy's and the service's."""
    for port in range(first, first + 4):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except (OSError, OverflowError) as error:
                raise WorkbookError(
                    f"Port {port} can't be had: {error}.",
                    "Name another with --port; it and the three after it must be free.",
                ) from None


def command(config: Path) -> list[str]:
    """The command line that starts the hub."""
    return [sys.executable, "-m", "jupyterhub", "--config", str(config)]


def prepare(course: Course, place: Path, port: int, password: str) -> Path:
    """Make the class and the hub's configuration in *place*; where that is."""
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise CourseError(f"{place} is not an empty folder.", "Name a new folder for the demonstration.")
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = place.resolve()
    own = Course(place / "class")
    own.root.mkdir()
    for folder in (course.source, course.release):
        shutil.copytree(folder, own.root / folder.name, ignore=_NOT_COPIED, ignore_dangling_symlinks=True)
    shutil.copy(course.config, own.config)
    own.root.chmod(0o700)
    text = course.dates.read_text(encoding="utf-8") if course.dates.is_file() else ""
    if "[service]" not in text:
        text += f'[service]\nformgrader = "/user/{INSTRUCTOR}/formgrader"\n'
    write_atomically(own.dates, text, 0o600)
    _homes(own, place)
    facts = {"place": str(place), "port": port, "password": password, "root": os.geteuid() == 0}
    config = place / "jupyterhub_config.py"
    write_atomically(
        config, f"from workbook.service.hub import demo_config\n\ndemo_config(get_config(), {facts!r})\n", 0o600
    )
    return config


def _homes(course: Course, place: Path) -> None:
    """Each student's own copy of the course, as a bundle has it."""
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder) / "course.zip"
        workspace.bundle(course, packed)
        with zipfile.ZipFile(packed) as bundle:
            top = bundle.namelist()[0].partition("/")[0]
            names = [name for name in bundle.namelist() if not name.startswith(f"{top}/workbook/")]
            for student in STUDENTS:
                home = place / "homes" / student
                bundle.extractall(home, names)
                (home / top).rename(home / "course")
                workspace.take(Course(home / "course").units)
                write_atomically(home / ".jupyter" / course.config.name, _EXCHANGE)
    # The formgrader looks for the course's settings where its server was started, which is the home.
    write_atomically(
        place / "homes" / INSTRUCTOR / ".jupyter" / course.config.name,
        f"c = get_config()\nc.CourseDirectory.root = {str(course.root)!r}\nload_subconfig({str(course.config)!r})\n",
    )


def demo_config(c: Any, facts: dict[str, Any]) -> None:
    """The hub of :func:`demo`: names with one password, servers as this account, everything on loopback."""
    place, port = Path(facts["place"]), facts["port"]
    public = f"http://127.0.0.1:{port}"
    c.JupyterHub.bind_url = public
    c.JupyterHub.hub_port = port + 1
    c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{port + 2}"
    c.JupyterHub.db_url = f"sqlite:///{place / 'jupyterhub.sqlite'}"
    c.JupyterHub.cookie_secret_file = str(place / "cookie_secret")
    c.ConfigurableHTTPProxy.pid_file = str(place / "proxy.pid")
    c.JupyterHub.authenticator_class = "dummy"
    c.DummyAuthenticator.password = facts["password"]
    c.Authenticator.allowed_users = {*STUDENTS, INSTRUCTOR}
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = str(place / "homes" / "{username}")
    arguments = [f"--LabServerApp.extra_labextensions_path={workspace.LABEXTENSION.parent}"]
    # Where the log is no terminal Jupyter starts login shells, whose /etc/profile forgets where `workbook` is.
    arguments.append(f"--ServerApp.terminado_settings={{'shell_command': [{os.environ.get('SHELL') or 'bash'!r}]}}")
    c.Spawner.args = [*arguments, *(["--allow-root"] if facts["root"] else [])]
    c.Spawner.env_keep = ["PATH", "PYTHONPATH", "LANG", "LC_ALL", "OMP_NUM_THREADS"]
    c.Spawner.http_timeout = c.Spawner.start_timeout = 120

    def own_folder(spawner: Any) -> None:
        instructor = spawner.user.name == INSTRUCTOR
        home = place / "homes" / spawner.user.name
        spawner.notebook_dir = str(place / "class" if instructor else Course(home / "course").work)
        settings = workspace.lab_environment(instructor)
        spawner.environment = {
            **spawner.environment, "JUPYTER_CONFIG_PATH": settings["JUPYTER_CONFIG_PATH"], "PATH": settings["PATH"]
        }  # fmt: skip

    c.Spawner.pre_spawn_hook = own_folder
    configure(c, place / "class", [INSTRUCTOR], public=public, address=f"http://127.0.0.1:{port + 3}")
