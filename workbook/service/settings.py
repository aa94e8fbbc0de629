"""What jupyterhub_config.py needs for a class: one call.

It needs nothing but Python itself, so that a hub whose own packages lie elsewhere can load this file alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

NAME = "workbook"
GRADE_SCOPE = "custom:workbook:grade"
"""The hub's scope for instructors; no student's token has it."""
ADDRESS = "WORKBOOK_SERVICE"
"""Names the service's address to students' servers."""
MANAGED = "WORKBOOK_HUB_STARTS_THIS"
"""Tells the service that it is the hub's child, and has to end with it."""
ACCESS = f"access:services!service={NAME}"


def configure(
    c: Any,
    course: str | Path,
    instructors: Iterable[str],
    *,
    public: str,
    address: str = "http://127.0.0.1:10101",
    user: str = "",
    jobs: int | None = None,
    python: str = sys.executable,
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
        python: what runs the service, if its packages lie elsewhere than the hub's.
    """
    command = [python, "-m", "workbook", "--course", str(course), "serve"]
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
        {"name": "user", "scopes": ["self", ACCESS]},
        {"name": f"{NAME}-instructor", "users": sorted(instructors), "scopes": [GRADE_SCOPE]},
    ]
    # What runs in a student's server may hand in for that student, and for nobody else; it can't grade, whoever it is.
    c.Spawner.server_token_scopes = ["users:activity!user", "access:servers!server", ACCESS]
    path = "/".join(part for part in (public.rstrip("/"), base, "services", NAME) if part)
    c.Spawner.environment = {**(c.Spawner.get("environment", {}) or {}), ADDRESS: f"{path}/"}


def _list(section: Any, name: str) -> list[Any]:
    return list(section.get(name, []) or [])


def _environment() -> dict[str, str]:
    """What the service needs of this environment: the hub passes only PATH and the like on."""
    names = ("PYTHONPATH", "OMP_NUM_THREADS")
    return {MANAGED: "1", "OMP_NUM_THREADS": "1", **{name: os.environ[name] for name in names if name in os.environ}}
