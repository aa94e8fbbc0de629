"""A plug-in for The Littlest JupyterHub: one machine, a class of up to a hundred.

TLJH calls these hooks (tljh/hooks.py) when it is installed, when its hub starts, and when somebody logs in first. What it does with
them: packages into the two environments, limits into its own configuration, the class service into the hub's.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

hookimpl = pluggy.HookimplMarker("tljh")
SETTINGS = Path(os.environ.get("WORKBOOK_CLASS", "/etc/ai-engineer-workbook/class.toml"))
USER_ENVIRONMENT = Path(os.environ.get("TLJH_INSTALL_PREFIX", "/opt/tljh")) / "user"
ACCOUNT = "course"
NEW_HOMES = Path("/etc/skel/ai-engineer-workbook")
"""What lies in /etc/skel when an account is made lies in its home."""


@dataclass(frozen=True)
class Settings:
    """class.toml."""

    course: str
    instructors: tuple[str, ...]
    public: str
    memory: str = "1G"
    cpu: float = 1.5


def settings() -> Settings:
    """What class.toml says. Ends the installation with a sentence where it can't be used."""
    known = {field.name for field in fields(Settings)}
    try:
        found = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
        strange = sorted(found.keys() - known)
        if strange:
            raise ValueError(f"{', '.join(strange)}: not known; known are {', '.join(sorted(known))}")
        made = Settings(**{**found, "instructors": tuple(found.get("instructors", ()))})
        if not Path(made.course).is_absolute() or not made.public.startswith(("https://", "http://")):
            raise ValueError("`course` is an absolute path, `public` begins with https://")
    except (OSError, ValueError, TypeError) as error:
        sys.exit(f"{SETTINGS} can't be used: {error}. Copy deploy/tljh/class.toml there, and fill it in.")
    return made


@hookimpl
def tljh_extra_apt_packages() -> list[str]:
    """Bubblewrap runs answers; uidmap lets several notebooks be graded at a time."""
    return ["bubblewrap", "uidmap"]


@hookimpl
def tljh_extra_user_pip_packages() -> list[str]:
    """The kit, from the course's own checkout. Torch's build for processors, unless another one is there already."""
    return ["--extra-index-url=https://download.pytorch.org/whl/cpu", f"{settings().course}[hub]"]


@hookimpl
def tljh_config_post_install(config: dict[str, Any]) -> None:
    """Limits, which systemd holds by control groups, and JupyterLab; what somebody has set stays."""
    found = settings()
    limits = config.setdefault("limits", {})
    limits.setdefault("memory", found.memory)
    limits.setdefault("cpu", found.cpu)
    config.setdefault("user_environment", {}).setdefault("default_app", "jupyterlab")


@hookimpl
def tljh_post_install() -> None:
    """The account that grades, and what every new student finds at home."""
    found = settings()
    owner = Path(found.course).stat().st_uid
    if owner == 0:
        sys.exit(f"{found.course} belongs to root. Grading needs an account: chown -R {ACCOUNT} {found.course}")
    _prepare_homes(found, owner)


def _prepare_homes(found: Settings, owner: int) -> None:
    """Put the bundle, which holds no answer, where new homes are copied from. Homes that are there already stay as they are."""
    workbook = str(USER_ENVIRONMENT / "bin" / "workbook")
    with tempfile.TemporaryDirectory() as place:
        os.chown(place, owner, -1)
        packed, unpacked = Path(place) / "bundle.zip", Path(place) / "unpacked"
        _run([workbook, "--course", found.course, "bundle", str(packed)], owner)
        with zipfile.ZipFile(packed) as bundle:
            bundle.extractall(unpacked)
        [top] = unpacked.iterdir()
        shutil.rmtree(NEW_HOMES, ignore_errors=True)
        shutil.copytree(top, NEW_HOMES)
    _run([workbook, "--course", str(NEW_HOMES), "lab", "--version"], os.getuid())  # makes work/


def _run(command: Sequence[str], user: int) -> None:
    subprocess.run(command, check=True, user=user, cwd="/", env={"PATH": "/usr/bin:/bin", "HOME": "/tmp"})


@hookimpl
def tljh_custom_jupyterhub_config(c: Any) -> None:
    """The class service, and where each student's JupyterLab begins."""
    found = settings()
    _class_service().configure(
        c,
        found.course,
        found.instructors,
        public=found.public,
        user=ACCOUNT,
        python=str(USER_ENVIRONMENT / "bin" / "python"),
    )
    c.Spawner.notebook_dir = f"~/{NEW_HOMES.name}/work"


def _class_service() -> ModuleType:
    """`workbook.service.settings`, out of the environment that the kit is in: the hub's own has no need for the rest."""
    [place] = USER_ENVIRONMENT.glob("lib/python3.*/site-packages/workbook/service/settings.py")
    made = importlib.util.spec_from_file_location("workbook_service_settings", place)
    assert made is not None and made.loader is not None
    module = importlib.util.module_from_spec(made)
    made.loader.exec_module(module)
    return module
