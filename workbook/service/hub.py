"""JupyterHub for a class: what jupyterhub_config.py needs, and a whole hub for trying it."""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from workbook import workspace
from workbook.classroom.demo import scratch
from workbook.course import Course
from workbook.errors import CourseError, WorkbookError
from workbook.files import write_atomically
from workbook.service.client import ADDRESS
from workbook.service.identity import GRADE_SCOPE

NAME = "workbook"
STUDENTS, INSTRUCTOR = ("ada", "bob", "cyd"), "prof"
_EXCHANGE = "from workbook.service.exchange import use\n\nuse(get_config())\n"
_ACCESS = f"access:services!service={NAME}"


def configure(
    c: Any,
    course: str | Path,
    instructors: Iterable[str],
    *,
    public: str,
    address: str = "http://127.0.0.1:10101",
    user: str = "",
    jobs: int | None = None,
) -> None:
    """Put the class service into *c*, what ``get_config()`` gives in jupyterhub_config.py.

    Args:
        c: the hub's configuration.
        course: the course's folder, which belongs to *user*.
        instructors: the hub's names of those who see the whole class.
        public: the hub's address as students' servers reach it, such as ``http://127.0.0.1:8000``.
        address: where the service listens; the hub's proxy alone should reach it.
        user: the account that the service runs as; the hub's own if it is empty.
        jobs: grading processes; one for each processor if None.
    """
    command = [sys.executable, "-m", "workbook", "--course", str(course), "serve"]
    command += ["--jobs", str(jobs)] if jobs else []
    service: dict[str, Any] = {
        "name": NAME,
        "url": address,
        "command": command,
        "cwd": str(course),
        "oauth_client_allowed_scopes": [GRADE_SCOPE],
        "oauth_no_confirm": True,
        "environment": _environment(),
    }
    if user:
        service["user"] = user
    base = str(c.JupyterHub.get("base_url", "/") or "/").strip("/")
    c.JupyterHub.services = [*_list(c.JupyterHub, "services"), service]
    c.JupyterHub.custom_scopes = {
        **(c.JupyterHub.get("custom_scopes", {}) or {}), GRADE_SCOPE: {"description": "See and grade the whole class"}
    }  # fmt: skip
    c.JupyterHub.load_roles = [
        *_list(c.JupyterHub, "load_roles"),
        {"name": "user", "scopes": ["self", _ACCESS]},
        {"name": f"{NAME}-instructor", "users": sorted(instructors), "scopes": [GRADE_SCOPE]},
    ]
    # What runs in a student's server may hand in for that student, and for nobody else; it can't grade, whoever it is.
    c.Spawner.server_token_scopes = ["users:activity!user", "access:servers!server", _ACCESS]
    path = "/".join(part for part in (public.rstrip("/"), base, "services", NAME) if part)
    c.Spawner.environment = {**(c.Spawner.get("environment", {}) or {}), ADDRESS: f"{path}/"}


def _list(section: Any, name: str) -> list[Any]:
    return list(section.get(name, []) or [])


def _environment() -> dict[str, str]:
    """What the service needs of this environment: the hub passes only PATH and the like on."""
    names = ("PYTHONPATH", "OMP_NUM_THREADS")
    return {"OMP_NUM_THREADS": "1", **{name: os.environ[name] for name in names if name in os.environ}}


def demo(course: Course, port: int, folder: Path | None, say: Callable[[str], None]) -> None:
    """Run a hub on loopback until it is interrupted, with a class in *folder* or in one that is thrown away.

    Raises WorkbookError, with what to install, where JupyterHub or its proxy is missing.
    """
    expect_programs()
    course.need_source()
    with scratch(folder) as place:
        password = secrets.token_urlsafe(6)
        config = prepare(course, place, port, password)
        say(f"A hub for trying out begins at http://127.0.0.1:{port}, for this machine alone. All accounts are yours.")
        say(f"Students {', '.join(STUDENTS)} and instructor {INSTRUCTOR}; the password of all is {password}")
        say(f"The class service: http://127.0.0.1:{port}/services/{NAME}/     End it with Ctrl-C.")
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
        shutil.copytree(folder, own.root / folder.name, ignore=shutil.ignore_patterns("__pycache__"))
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
