"""Lesson 5: the builder, the cluster and the small GitHub keep to the rules of the real ones, and what is drawn holds its traps."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

import ship_autoscale as autoscale
import ship_event_checks as event_checks
import ship_figures as figures
import ship_image_checks as image_checks
import ship_project
from hidden import ship_folders, ship_plans, ship_pushes
from ship_build import BuildError, File, build
from ship_events import Event, groups, read_workflow, run_workflow, triggered
from ship_expressions import WorkflowError, evaluate, holds, pasted
from ship_ignore import hides, left
from ship_image import Health, failure_kept, health, server, unhealthy_after
from ship_manifests import ManifestError, deployment, quantity, read
from ship_rollout import Plan, roll

UNIT = Path(ship_project.__file__).parent
LESSON = (UNIT / "instructor" / "5-ship.py").read_text(encoding="utf-8")
SEEDS = range(12)
YES = {"success": lambda: True, "failure": lambda: False, "always": lambda: True, "cancelled": lambda: False}


def key(answer: str) -> str:
    """The text that the key of a graded cell returns."""
    cell = LESSON.split(f'role="answer" id="{answer}"\n')[1].split("\n# %%")[0]
    found = re.search(r'return r?"""\n(.*?)\n"""', cell, re.DOTALL)
    assert found
    return found[1] + "\n"


@pytest.mark.parametrize(
    ("path", "rules", "hidden"),
    [
        ("somedir/temporary.txt", "*/temp*", True),  # the examples of Docker's own documentation
        ("somedir/temp/a", "*/temp*", True),
        ("somedir/subdir/temporary.txt", "*/*/temp*", True),
        ("tempa", "temp?", True),
        ("temp", "temp?", False),
        ("a/b/c.go", "**/*.go", True),
        ("c.go", "**/*.go", True),
        ("README.md", "*.md\n!README.md", False),
        ("README-secret.md", "*.md\n!README*.md\nREADME-secret.md", True),
        ("README-secret.md", "*.md\nREADME-secret.md\n!README*.md", False),
        ("foo/bar", "/foo/bar", True),
        ("a/foo/bar", "/foo/bar", False),
        ("a", "# a\n\n", False),
    ],
)
def test_ignore_rules_agree_with_what_docker_documents(path: str, rules: str, hidden: bool) -> None:
    assert hides(path, rules) is hidden


def test_a_file_deleted_later_stays_in_its_layer_and_counts() -> None:
    text = "FROM python:3.12.1-slim\nCOPY big /big\nRUN rm /big\n"
    image = build(text, {"big": File("x", 100)})
    assert "/big" not in image.stage.files
    assert image.mb == 225


def test_a_step_is_cached_until_something_before_it_changes() -> None:
    text = "FROM python:3.12.1-slim\nCOPY a /a\nCOPY b /b\n"
    first = build(text, {"a": File("1"), "b": File("1")})
    again = build(text, {"a": File("1"), "b": File("2")}, cache=first.keys)
    assert [step.cached for step in again.steps] == [True, True, False]
    again = build(text, {"a": File("2"), "b": File("1")}, cache=first.keys)
    assert [step.cached for step in again.steps] == [True, False, False]


def test_stages_that_the_last_one_does_not_use_are_not_built() -> None:
    text = "FROM python:3.12.1 AS other\nCOPY a /a\nFROM python:3.12.1-slim\nCOPY a /a\n"
    assert len(build(text, {"a": File("1")}).steps) == 2


@pytest.mark.parametrize(
    ("lines", "shell"),
    [
        ("CMD uvicorn a:b", True),
        ('CMD ["uvicorn", "a:b"]', False),
        ("CMD exec uvicorn a:b", False),
        ('ENTRYPOINT ["uvicorn"]\nCMD ["a:b"]', False),
        ('ENTRYPOINT uvicorn a:b\nCMD ["c"]', True),
        ("CMD ['uvicorn', 'a:b']", True),
    ],
)
def test_process_1_is_a_shell_in_the_shell_form(lines: str, shell: bool) -> None:
    assert server(build(f"FROM python:3.12.1-slim\n{lines}\n", {})).shell is shell


def test_failures_in_the_start_period_do_not_count() -> None:
    assert unhealthy_after(Health([], interval=5), 0, 60, slow=False) == 15
    assert unhealthy_after(Health([], interval=5, start_period=60), 0, 60, slow=False) is None
    assert unhealthy_after(Health([], interval=10, start_period=30), 0, 100, slow=False) == 50


@pytest.mark.parametrize(
    ("line", "fails"),
    [
        ("ask", True),
        ("ask > /dev/null 2>&1 || exit 1", True),
        ("ask || { echo no; exit 1; }", True),
        ("ask && echo yes", True),
        ("ask; exit $?", True),
        ("ask || true", False),
        ("ask||exit 0", False),
        ("ask | tee log", False),
        ("ask; exit 0", False),
        ('["ask", "||", "true"]', True),
    ],
)
def test_a_shell_may_lose_the_failure_of_a_health_check(line: str, fails: bool) -> None:
    found = health(build(f"FROM python:3.12.1-slim\nHEALTHCHECK CMD {line}\n", {}))
    assert found
    assert found.words[0] == "ask"
    assert failure_kept(found.tail) is fails


def test_a_command_that_the_builder_does_not_know_is_told_with_its_line() -> None:
    with pytest.raises(BuildError, match="line 2: the builder doesn't know the command make"):
        build("FROM python:3.12.1-slim\nRUN make\n", {})


@pytest.mark.parametrize("seed", SEEDS)
def test_drawn_folders_hold_each_kind_and_the_key_passes(seed: int) -> None:
    rng = np.random.default_rng(seed)
    paths = ship_folders.listing(rng)
    seen = left(paths, key("ignored"))
    assert len(set(paths)) == len(paths)
    assert sum(path.endswith(".env.example") for path in seen) == 3
    context, token, changed = ship_folders.project(rng)
    assert len({file.text for file in context.values()}) == len(context)
    image = image_checks.built(key("image"), context, token)
    image_checks.clean(image, context, token)
    assert set(changed) <= set(context)


@pytest.mark.parametrize("seed", SEEDS)
def test_drawn_days_hold_the_slowest_pod_and_the_slowest_news(seed: int) -> None:
    rng = np.random.default_rng(seed)
    days = ship_plans.starts(rng)
    assert all(20 <= start <= 60 for starts, _ in days for start in starts)
    assert ((60,), 8) in days
    assert max(news for _, news in days) == 8
    nervous = autoscale.Scaler(4, 6, 0.24, 0, 0, True, True)
    for low, high, swing in ship_plans.noons(rng):
        story = autoscale.scale(nervous, lambda now, a=low, b=high, each=swing: b if now // each % 2 else a, 3000)  # type: ignore[misc]
        assert story.changes > 10


def test_percentages_are_rounded_up_for_surge_and_down_for_unavailable() -> None:
    spec = deployment(
        read(key("rollout").replace("maxSurge: 1, maxUnavailable: 0", "maxSurge: 30%, maxUnavailable: 30%"))[0]
    )
    assert (spec.surge, spec.unavailable) == (2, 1)


def test_quantities_know_both_kinds_of_units() -> None:
    assert [quantity("250m"), quantity("1Ki"), quantity("1k"), quantity(2), quantity("0.5Gi")] == [
        0.25,
        1024,
        1000,
        2,
        2**29,
    ]


def test_a_selector_that_misses_its_own_pods_is_refused() -> None:
    with pytest.raises(ManifestError, match="doesn't match"):
        deployment(read(key("rollout").replace("matchLabels: {app: promise", "matchLabels: {app: other"))[0])


def test_without_a_readiness_probe_requests_go_to_pods_that_do_not_answer() -> None:
    text = (
        key("rollout")
        .replace("readinessProbe", "unused")
        .replace("            httpGet: {path: /readyz, port: http}\n            periodSeconds: 5\n", "")
    )
    text = text.replace("          unused:\n", "").split("          startupProbe")[0] + "---" + text.split("---")[1]
    story = roll(deployment(read(text)[0]), Plan((60,)))
    assert story.errors > 60


def test_what_may_be_missing_is_missing_from_the_first_second() -> None:
    story = roll(figures.toy(1, 1), Plan((40,)))
    assert story.lowest == 3
    assert story.seconds[0].leaving == 1
    assert roll(figures.toy(1, 0), Plan((40,))).lowest == 4


@pytest.mark.parametrize(("timeout", "first"), [(1, 120), (30, 150)])
def test_a_probe_that_hangs_fails_when_its_time_is_out(timeout: int, first: int) -> None:
    slow = f"livenessProbe:\n            periodSeconds: 40\n            timeoutSeconds: {timeout}"
    spec = deployment(read(key("rollout").replace("livenessProbe:", slow))[0])
    story = roll(spec, Plan((40,), update=False, stuck=(100, 10**9), until=400))
    (restarts,) = story.restarts.values()
    assert first - 40 < restarts[0] - 100 <= first


def test_the_figure_is_drawn_for_every_setting() -> None:
    for surge, unavailable, start in ((0, 0, 40), (4, 4, 5), (1, 0, 90), (0, 4, 90)):
        ET.fromstring(figures.draw_update(surge, unavailable, start))


@pytest.mark.parametrize(
    ("on", "event", "starts"),
    [
        ("{push: {branches: [main]}}", Event("push", "refs/tags/v1"), False),
        ("{push: {tags: [v1]}}", Event("push", "refs/heads/main"), False),
        ("push", Event("push", "refs/tags/v1"), True),
        ("{push: {branches: [main], paths-ignore: ['**.md']}}", Event("push", "refs/heads/main", ("a/b.md",)), False),
        ("{push: {paths-ignore: ['**.md']}}", Event("push", "refs/tags/v1", ("a.md",)), True),
        ("{push: {branches: ['releases/**']}}", Event("push", "refs/heads/releases/1/2"), True),
        ("{push: {branches: ['*']}}", Event("push", "refs/heads/a/b"), False),
        ("{pull_request: {branches: [dev]}}", Event("pull_request", "refs/heads/x"), False),
    ],
)
def test_triggers_follow_what_github_documents(on: str, event: Event, starts: bool) -> None:
    text = f"on: {on}\njobs: {{a: {{runs-on: x, steps: [{{run: make test}}]}}}}\n"
    assert bool(triggered(read_workflow(text), event)) is starts


def test_expressions_compare_without_case_and_ask_for_success() -> None:
    context = {"github": {"ref": "refs/heads/Main"}}
    assert evaluate("github.ref == 'refs/heads/main' && !false", context, YES) is True
    assert holds("${{ false }} || true", context, YES)  # a text that isn't empty
    red = {**YES, "success": lambda: False}
    assert not holds("github.ref", context, red)
    assert holds("always()", context, red)
    with pytest.raises(WorkflowError, match="single quotes"):
        evaluate("github.ref == main", context, YES)


@pytest.mark.parametrize(
    ("given", "event", "strange"),
    [
        ("{ref: main}", Event("pull_request", "refs/heads/x"), "on the code of main"),
        ("{ref: main}", Event("push", "refs/heads/main"), ""),
        ("{ref: '${{ github.head_ref }}'}", Event("pull_request", "refs/heads/x"), ""),
        ("{ref: '${{ github.head_ref }}'}", Event("pull_request", "refs/heads/x", fork=True), "on the code of x"),
        ("{ref: '${{ github.event.pull_request.head.sha }}'}", Event("pull_request", "refs/heads/x", fork=True), ""),
        (
            "{path: tools, repository: a/b}",
            Event("push", "refs/heads/main"),
            "where there is no code: it lies in tools",
        ),
        ("{repository: a/b}", Event("push", "refs/heads/main"), "on the code of main of a/b"),
    ],
)
def test_a_checkout_fetches_what_it_is_told(given: str, event: Event, strange: str) -> None:
    step = f"{{uses: actions/checkout@v4, with: {given}}}"
    text = f"on: [push, pull_request]\njobs: {{a: {{runs-on: x, steps: [{step}, {{run: make test}}]}}}}\n"
    job = run_workflow(read_workflow(text), event).jobs["a"]
    assert job.strange.removeprefix("make test ") == strange


@pytest.mark.parametrize(
    ("script", "result"),
    [
        ("make test\\necho done", "failure"),
        ("set +e\\nmake test\\necho done", "success"),
        ("set +e; make test && echo done", "failure"),
        ("set +e; make test; code=$?; exit $code", "failure"),
        ("set +e; make test; set -e; make image", "success"),
    ],
)
def test_without_stopping_the_last_command_decides(script: str, result: str) -> None:
    text = f'on: push\njobs: {{a: {{runs-on: x, steps: [{{run: "{script}"}}]}}}}\n'
    assert run_workflow(read_workflow(text), Event("push", "refs/heads/main"), "test").jobs["a"].result == result


def test_words_of_an_event_are_found_in_any_form() -> None:
    for inner in ("github.event.number", "github['head_ref']", "toJSON(github)", "format('{0}', github.event.after)"):
        assert pasted(f"echo ${{{{ {inner} }}}}") == inner
    assert not pasted("echo ${{ github.event_name }} ${{ github.sha }} ${{ github.repository }} $TITLE")


def test_a_job_has_its_own_group_and_that_of_the_workflow() -> None:
    text = "on: push\nconcurrency: {group: 'ci-${{ github.run_id }}', cancel-in-progress: true}\njobs: {a: {runs-on: x, concurrency: one, steps: [{run: ls}]}}\n"
    found = groups(read_workflow(text), "a", Event("push", "refs/tags/v1"), 2)
    assert found == [("one", False), ("ci-2", True)]


@pytest.mark.parametrize("seed", SEEDS)
def test_drawn_events_hold_each_kind(seed: int) -> None:
    rng = np.random.default_rng(seed)
    events = [event for _, event in ship_pushes.events(rng)]
    assert {event.fork for event in events} == {True, False}
    assert any(event.ref.startswith("refs/tags/v") for event in events)
    workflow = event_checks.valid(key("workflow"))
    for told, event in ship_pushes.events(rng):
        event_checks.ran(workflow, told, event)
    for event in ship_pushes.words(rng):
        event_checks.quiet(workflow, event)


def test_a_daemon_builds_the_key_and_a_container_of_it_ends_on_sigterm(tmp_path: Path) -> None:
    if not shutil.which("docker") or subprocess.run(["docker", "info"], capture_output=True, check=False).returncode:
        pytest.skip("no Docker daemon here")
    for path, file in ship_project.CONTEXT.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(file.text, encoding="utf-8")
    (tmp_path / "requirements.txt").write_text("", encoding="utf-8")  # Fellpost's own index isn't on the net
    (tmp_path / "Dockerfile").write_text(key("image"), encoding="utf-8")
    words = ["docker", "build", "--secret", "id=pip,src=pip.conf", "-t", "workbook-ship", "."]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    if "failed to resolve" in done.stderr or "dial tcp" in done.stderr:
        pytest.skip("the base image can't be pulled here")
    assert done.returncode == 0, done.stderr
    inspected = subprocess.run(
        ["docker", "inspect", "-f", "{{.Config.User}} {{json .Config.Cmd}}", "workbook-ship"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert inspected.stdout.startswith('10001 ["uvicorn"')


def test_a_cluster_takes_the_manifests_of_the_key(tmp_path: Path) -> None:
    if (
        not shutil.which("kubectl")
        or subprocess.run(["kubectl", "version", "--request-timeout=3s"], capture_output=True, check=False).returncode
    ):
        pytest.skip("no Kubernetes cluster here")
    for name in ("rollout", "autoscaler"):
        (tmp_path / f"{name}.yaml").write_text(key(name), encoding="utf-8")
        words = ["kubectl", "apply", "--dry-run=server", "-f", f"{name}.yaml"]
        assert subprocess.run(words, cwd=tmp_path, capture_output=True, check=False).returncode == 0
