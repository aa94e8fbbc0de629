"""What deploy/ gives a hub: the plug-in for TLJH by its own hooks, the chart's values, and both against the hub that the tests run."""

from __future__ import annotations

import importlib.util
import inspect
import os
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy
import pytest
import yaml
from traitlets.config import Config

from tests.classroom.tiny import tiny_course
from tests.conftest import ROOT
from workbook.service import settings

DEPLOY = ROOT / "deploy"
HOOKS = {  # tljh/hooks.py of The Littlest JupyterHub 2.0: names and arguments
    "tljh_extra_user_conda_packages": [], "tljh_extra_user_pip_packages": [], "tljh_extra_hub_pip_packages": [],
    "tljh_extra_apt_packages": [], "tljh_custom_jupyterhub_config": ["c"], "tljh_config_post_install": ["config"],
    "tljh_post_install": [], "tljh_new_user_create": ["username"],
}  # fmt: skip
FILLED = 'course = "/home/course/workbook"\ninstructors = ["grace"]\npublic = "https://hub.example.org"\n'


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The plug-in, with a filled-in class.toml and an environment as TLJH has it."""
    monkeypatch.setenv("WORKBOOK_CLASS", str(tmp_path / "class.toml"))
    monkeypatch.setenv("TLJH_INSTALL_PREFIX", str(tmp_path / "tljh"))
    (tmp_path / "class.toml").write_text(FILLED)
    packages = tmp_path / "tljh" / "user" / "lib" / "python3.12" / "site-packages"
    packages.mkdir(parents=True)
    (packages / "workbook").symlink_to(ROOT / "workbook")
    (tmp_path / "tljh" / "user" / "bin").symlink_to(Path(sys.executable).parent)
    made = importlib.util.spec_from_file_location("tljh_workbook", DEPLOY / "tljh" / "tljh_workbook.py")
    assert made is not None and made.loader is not None
    module = importlib.util.module_from_spec(made)
    monkeypatch.setitem(sys.modules, "tljh_workbook", module)
    made.loader.exec_module(module)
    return module


def hub(c: Config) -> dict[str, Any]:
    """What a configuration says of the class service."""
    [service] = c.JupyterHub.services
    return {
        "scopes": c.JupyterHub.custom_scopes, "roles": c.JupyterHub.load_roles, "tokens": c.Spawner.server_token_scopes,
        "environment": c.Spawner.environment,
        "service": {name: service[name] for name in ("name", "url", "oauth_client_allowed_scopes", "oauth_no_confirm")},
    }  # fmt: skip


def wanted(address: str) -> dict[str, Any]:
    """The same of the hub that tests/service/ runs."""
    c = Config()
    settings.configure(c, "/home/course/workbook", ["grace"], public="https://hub.example.org", address=address)
    return hub(c)


def test_every_hook_is_one_of_tljhs_with_its_arguments(plugin: ModuleType) -> None:
    specification = pluggy.HookspecMarker("tljh")
    names = ModuleType("hooks")
    for name, arguments in HOOKS.items():
        space: dict[str, Any] = {}
        exec(f"def {name}({', '.join(arguments)}): pass", space)
        setattr(names, name, specification(space[name]))
    manager = pluggy.PluginManager("tljh")
    manager.add_hookspecs(names)
    manager.register(plugin)
    manager.check_pending()
    used = {name for name, one in inspect.getmembers(plugin) if hasattr(one, "tljh_impl")}
    assert used and used <= HOOKS.keys()


def test_the_plug_in_gives_the_hub_what_the_tests_own_hub_has(plugin: ModuleType) -> None:
    c = Config()
    plugin.tljh_custom_jupyterhub_config(c)
    assert hub(c) == wanted("http://127.0.0.1:10101")
    [service] = c.JupyterHub.services
    assert service["user"] == "course"
    assert service["command"][0] == str(plugin.USER_ENVIRONMENT / "bin" / "python")
    assert c.Spawner.notebook_dir == "~/ai-engineer-workbook/work"


def test_the_settings_need_nothing_but_python_itself() -> None:
    """The hub's own environment has neither pandas nor torch."""
    text = (ROOT / "workbook" / "service" / "settings.py").read_text()
    imported = {
        line.split()[1].partition(".")[0] for line in text.splitlines() if line.startswith(("import ", "from "))
    }
    assert imported <= {*sys.stdlib_module_names, "__future__"}


def test_limits_that_somebody_has_set_stay(plugin: ModuleType) -> None:
    fresh: dict[str, Any] = {}
    plugin.tljh_config_post_install(fresh)
    assert fresh["limits"] == {"memory": "1G", "cpu": 1.5}
    own = {"limits": {"memory": "4G"}, "user_environment": {"default_app": "classic"}}
    plugin.tljh_config_post_install(own)
    assert own == {"limits": {"memory": "4G", "cpu": 1.5}, "user_environment": {"default_app": "classic"}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("course = '/c'\n", "public"),
        ('course = "class"\npublic = "https://x"\ninstructors = []', "absolute path"),
        ('course = "/c"\npublic = "hub.example.org"\ninstructors = []', "begins with https"),
        (FILLED + 'memori = "1G"\n', "memori"),
        ("= =", "Invalid"),
        (None, "No such file"),
    ],
)
def test_a_mistake_in_class_toml_ends_the_installation_with_a_sentence(
    plugin: ModuleType, text: str | None, said: str
) -> None:
    if text is None:
        plugin.SETTINGS.unlink()
    else:
        plugin.SETTINGS.write_text(text)
    with pytest.raises(SystemExit) as ended:
        plugin.tljh_extra_user_pip_packages()
    assert "deploy/tljh/class.toml" in str(ended.value)
    assert said in str(ended.value)


def test_a_new_home_holds_the_bundle_with_the_students_own_copies_and_no_answer(
    plugin: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = tiny_course(tmp_path / "whole")
    home = tmp_path / "skel" / "ai-engineer-workbook"
    monkeypatch.setattr(plugin, "NEW_HOMES", home)
    monkeypatch.setattr(plugin, "_run", lambda command, user: _run(command))
    found = plugin.Settings(str(course.root), (), "https://x")
    for _ in range(2):  # at an upgrade, too
        plugin._prepare_homes(found, os.getuid())
        assert (home / "work" / "00-tiny" / "1-numbers.ipynb").is_file()
        assert not (home / "source").exists()
    shutil.rmtree(tmp_path / "skel")


def _run(command: list[str]) -> None:
    import subprocess

    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-m", "workbook", *command[1:]], check=True, env=environment, capture_output=True)


def test_the_charts_values_give_the_hub_the_same() -> None:
    values = yaml.safe_load((DEPLOY / "kubernetes" / "values.yaml").read_text())
    text = (
        values["hub"]["extraConfig"]["workbook"].replace("HUB.EXAMPLE.ORG", "hub.example.org").replace("GRACE", "grace")
    )
    c = Config()
    c.JupyterHub.services, c.JupyterHub.load_roles, c.Spawner.environment = [], [], {}
    exec(text, {"c": c, "get_config": lambda name: f"<{name}>"})
    assert hub(c) == wanted("http://GRADING-MACHINE:10101")
    assert c.JupyterHub.services[0]["api_token"] == "<custom.workbookToken>"
    told = dict(
        line.split("=", 1)
        for line in (DEPLOY / "kubernetes" / "workbook.env").read_text().splitlines()
        if line[:1] != "#"
    )
    assert told["JUPYTERHUB_CLIENT_ID"] == "service-workbook"
    assert told["JUPYTERHUB_API_TOKEN"] == values["custom"]["workbookToken"] == "", "nobody's secret is in here"
