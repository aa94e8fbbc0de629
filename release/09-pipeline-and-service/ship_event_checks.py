"""What lesson 5 asks of a workflow: run for each kind of event, judged by what ran, in what order, with which secrets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ship_events import Event, Run, WorkflowError, above, groups, read_workflow, run_workflow
from workbook.check.failure import fail

__all__ = ["DOCS", "EVENTS", "alone", "careful", "kept", "ordered", "quiet", "ran", "safe", "valid"]

EVENTS = {
    "a push of code to main": Event("push", "refs/heads/main"),
    "a pull request from a branch": Event("pull_request", "refs/heads/faster"),
    "a pull request from a fork": Event("pull_request", "refs/heads/main", fork=True),
    "a push of the tag v2.4.1": Event("push", "refs/tags/v2.4.1"),
}
DOCS = Event("push", "refs/heads/main", ("README.md", "docs/api/promise.md"))


def valid(text: str) -> dict[str, Any]:
    """The workflow as data."""
    try:
        return read_workflow(text)
    except WorkflowError as error:
        fail(f"GitHub refuses it: {error}")


def _run(workflow: dict[str, Any], event: Event, failing: str = "") -> Run:
    try:
        return run_workflow(workflow, event, failing)
    except WorkflowError as error:
        fail(f"GitHub refuses it: {error}")


def _shown(run: Run) -> str:
    if not run.started:
        return "the workflow doesn't start"
    return "; ".join(f"{job.name}: {', '.join(job.did) or job.result}" for job in run.jobs.values())


def ran(workflow: dict[str, Any], what: str, event: Event) -> None:
    """test, image and scan have run, and deploy for tags of versions only; in order, and at once where that is possible."""
    run = _run(workflow, event)
    wanted = ["test", "image", "scan"] + (["deploy"] if event.ref.startswith("refs/tags/v") else [])
    for task in ("test", "image", "scan", "deploy"):
        if (task in wanted) != bool(run.by(task)):
            fail(f"{what}: make {task}", expected="runs" if task in wanted else "doesn't run", actual=_shown(run))
        if len(run.by(task)) > 1 or any(job.did.count(task) > 1 for job in run.by(task)):
            fail(f"{what}: make {task} runs more than once", actual=_shown(run))
    strange = next((job.strange for job in run.jobs.values() if job.strange), "")
    if strange:
        fail(f"{what}: {strange}", look="actions/checkout, which each job needs for itself, and the trigger")


def kept(workflow: dict[str, Any], event: Event) -> None:
    """A tag of another kind deploys nothing."""
    run = _run(workflow, event)
    if run.by("deploy"):
        fail(
            f"a push of the tag {event.ref.removeprefix('refs/tags/')} deploys",
            expected="nothing is deployed",
            actual=_shown(run),
        )


def ordered(workflow: dict[str, Any], what: str, event: Event) -> None:
    """image before scan, everything before deploy; test and image wait for nothing."""
    run = _run(workflow, event)
    for task in ("test", "image"):
        for job in run.by(task):
            if job.began or job.did[0] != task:
                fail(
                    f"{what}: make {task} waits for something else",
                    expected="test and image at once",
                    actual=_shown(run),
                    look="needs",
                )
    for first, later in (
        ("image", "scan"),
        *(((task, "deploy") for task in ("test", "image", "scan")) if event.ref.startswith("refs/tags/v") else ()),
    ):
        for a in run.by(first):
            for b in run.by(later):
                apart = a.name in above(workflow["jobs"], b.name)
                if not apart and not (a is b and a.did.index(first) < a.did.index(later)):
                    fail(f"{what}: make {later} doesn't wait for make {first}", actual=_shown(run), look="needs")


def careful(workflow: dict[str, Any], failing: str, event: Event) -> None:
    """If a command fails, nothing is deployed, and the run is red."""
    run = _run(workflow, event, failing)
    if run.by("deploy") and failing != "deploy":
        fail(
            f"make {failing} fails, and make deploy runs nevertheless",
            actual=_shown(run),
            look="needs, if, continue-on-error",
        )
    if not any(job.result == "failure" for job in run.jobs.values()):
        fail(f"make {failing} fails, and the run is green", actual=_shown(run), look="continue-on-error")


def quiet(workflow: dict[str, Any], event: Event = DOCS) -> None:
    """Nothing runs for words alone."""
    run = _run(workflow, event)
    if any(job.result != "skipped" for job in run.jobs.values()):
        fail(f"a push to main changes only {' and '.join(event.changed)}", expected="no job runs", actual=_shown(run))


def safe(workflow: dict[str, Any], events: Iterable[tuple[str, Event]]) -> None:
    """DEPLOY_TOKEN reaches make deploy, and nothing else; nobody's words become commands."""
    for what, event in events:
        run = _run(workflow, event)
        for job in run.jobs.values():
            if job.secrets and "deploy" not in job.did:
                fail(
                    f"{what}: the job {job.name} is handed {', '.join(sorted(job.secrets))}",
                    expected="a secret for the job that deploys alone",
                )
            if "deploy" in job.did and "DEPLOY_TOKEN" not in job.given["deploy"]:
                fail(f"{what}: make deploy finds no DEPLOY_TOKEN in its environment", look="env, secrets.DEPLOY_TOKEN")
            if job.secrets and len(set(job.did)) > 1:
                fail(
                    f"{what}: the job {job.name} is handed a secret, and does more than deploy",
                    actual=", ".join(job.did),
                )
            if job.pasted:
                fail(f"{what}: {job.pasted} is pasted into a command: whoever writes it writes your command")
    _rights(workflow)
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            uses = str(step.get("uses", ""))
            if uses and not uses.startswith("./") and not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", uses):
                fail(
                    "an action that may change tomorrow",
                    expected="its full commit behind the @, 40 hexadecimal digits",
                    actual=uses,
                )


def _rights(workflow: dict[str, Any]) -> None:
    top = workflow.get("permissions")
    parts: list[tuple[str, Any]] = [("the workflow", top)] + [
        (f"the job {name}", job["permissions"]) for name, job in workflow["jobs"].items() if "permissions" in job
    ]
    if top is None and len(parts) <= len(workflow["jobs"]):
        fail(
            "the workflow's own token",
            expected="permissions: contents: read",
            actual="whatever the repository's settings say",
        )
    if len(parts) > len(workflow["jobs"]):
        parts = parts[1:]  # each job says its own
    for what, rights in parts:
        if isinstance(rights, str) or any(right == "write" for right in rights.values()):
            fail(f"the token of {what} may do more than read the code", expected="contents: read", actual=str(rights))
        if set(rights) - {"contents"}:
            fail(f"the token of {what} may do more than read the code", expected="contents: read", actual=str(rights))
        if rights.get("contents", "none") != "read":
            fail(f"the token of {what} can't read the code", expected="contents: read", actual=str(rights))


def alone(workflow: dict[str, Any], first: Event, second: Event) -> None:
    """Two deployments never run at the same time, and none is cut off."""
    for name, job in _run(workflow, first).jobs.items():
        if "deploy" not in job.did:
            continue
        for again, told in (
            (second, "a second tag cuts off the deployment of the first"),
            (first, "the same tag is pushed once more, and cuts off the deployment that runs"),
        ):
            before, after = groups(workflow, name, first), groups(workflow, name, again, 2)
            shared = [cuts for (one, _), (other, cuts) in zip(before, after, strict=True) if one and one == other]
            if not shared:
                fail(
                    "two tags are pushed within a minute, and both are deployed at once",
                    expected="one concurrency group for both",
                    actual=" and ".join(group for group, _ in before if group) or "no concurrency",
                )
            if any(shared):
                fail(
                    told, expected="cancel-in-progress: false", actual="true", look="concurrency, of the workflow, too"
                )
