"""A small GitHub (lesson 5): which jobs of a workflow an event starts, in what order, and which secrets they are handed."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import yaml

from ship_expressions import WorkflowError, evaluate, filled, holds, pasted

__all__ = ["Event", "Job", "Run", "WorkflowError", "above", "groups", "read_workflow", "run_workflow"]

REPOSITORY = "fellpost/promise"
SECONDS = {"test": 240, "image": 180, "scan": 60, "deploy": 60}


@dataclass(frozen=True)
class Event:
    """What happened: a push (of ``refs/heads/…`` or ``refs/tags/…``) or a pull request to main, and the files it changes."""

    name: str
    ref: str
    changed: tuple[str, ...] = ("app/main.py",)
    fork: bool = False


@dataclass
class Job:
    """What became of one job."""

    name: str
    result: str = "skipped"
    began: int = 0
    ended: int = 0
    did: list[str] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)
    given: dict[str, set[str]] = field(default_factory=dict)
    strange: str = ""
    pasted: str = ""


@dataclass
class Run:
    """A run of the workflow; ``started`` is false if the event doesn't concern it."""

    started: bool
    jobs: dict[str, Job] = field(default_factory=dict)

    def by(self, task: str) -> list[Job]:
        """The jobs that did ``make`` *task*."""
        return [job for job in self.jobs.values() if task in job.did]


class _Loader(yaml.SafeLoader):
    """YAML 1.2, where ``on`` is a word and not a truth value."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise WorkflowError(f"the key {twice} stands twice in one place, near line {node.start_mark.line + 1}")
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


@cache
def _schema() -> Any:
    text = (files("check_jsonschema") / "builtin_schemas/vendor/github-workflows.json").read_text(encoding="utf-8")
    return jsonschema.Draft7Validator(json.loads(text))


def read_workflow(text: str) -> dict[str, Any]:
    """The workflow, valid by the schema that check-jsonschema ships; WorkflowError says what isn't."""
    if not isinstance(text, str):
        raise WorkflowError(f"a workflow is a text, and not a {type(text).__name__}")
    try:
        found = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise WorkflowError("it is no YAML: " + " ".join(str(error).split())) from None
    worst = jsonschema.exceptions.best_match(_schema().iter_errors(found))
    if worst is not None:
        place = ".".join(str(part) for part in worst.absolute_path)
        raise WorkflowError(f"by the schema, at {place or 'its top'}: {worst.message[:160]}")
    jobs: dict[str, Any] = found["jobs"]
    for name, job in jobs.items():
        missing = [need for need in _needs(job) if need not in jobs]
        if missing:
            raise WorkflowError(f"the job {name} needs {missing[0]}, which isn't there")
        if "uses" in job:
            raise WorkflowError("this GitHub knows no workflows that are called by jobs")
    checked: dict[str, Any] = found
    return checked


def _needs(job: Mapping[str, Any]) -> list[str]:
    needs = job.get("needs", [])
    return [needs] if isinstance(needs, str) else list(needs)


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def _glob(pattern: str) -> re.Pattern[str]:
    made = re.sub(
        r"\*\*/|\*\*|\*|[?+]|\[[^\]]*\]|.",
        lambda match: {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*"}.get(
            match[0], match[0] if match[0] in "?+" or match[0].startswith("[") else re.escape(match[0])
        ),
        pattern,
    )
    return re.compile(made, re.DOTALL)


def _chosen(name: str, patterns: list[str]) -> bool:
    """Whether *name* is among the patterns: the last one that matches decides, and ``!`` turns it round."""
    chosen = False
    for pattern in patterns:
        if _glob(pattern.removeprefix("!")).fullmatch(name):
            chosen = not pattern.startswith("!")
    return chosen


def _touches(event: Event, rules: Mapping[str, Any]) -> bool:
    if "paths" in rules:
        return any(_chosen(path, _listed(rules["paths"])) for path in event.changed)
    if "paths-ignore" in rules:
        return any(not _chosen(path, _listed(rules["paths-ignore"])) for path in event.changed)
    return True


def _named(name: str, rules: Mapping[str, Any], kind: str) -> bool:
    if kind in rules:
        return _chosen(name, _listed(rules[kind]))
    return not _chosen(name, _listed(rules.get(f"{kind}-ignore")))


def triggered(workflow: Mapping[str, Any], event: Event) -> str:
    """The name of the trigger by which *event* starts the workflow; empty if it doesn't."""
    on = workflow["on"]
    triggers: dict[str, Any] = {name: {} for name in _listed(on)} if isinstance(on, str | list) else dict(on)
    names = ("push",) if event.name == "push" else ("pull_request_target", "pull_request")
    for name in names:
        if name not in triggers:
            continue
        rules = triggers[name] or {}
        if name == "push":
            kind = "tags" if event.ref.startswith("refs/tags/") else "branches"
            other = "branches" if kind == "tags" else "tags"
            limited = {one for one in ("branches", "tags") if one in rules or f"{one}-ignore" in rules}
            fits = kind in limited or not (limited & {other})
            fits = (
                fits and _named(event.ref.split("/", 2)[2], rules, kind) and (kind == "tags" or _touches(event, rules))
            )
        else:
            types = _listed(rules.get("types")) or ["opened", "synchronize", "reopened"]
            fits = (
                _named("main", rules, "branches")
                and _touches(event, rules)
                and "opened" in types
                and "synchronize" in types
            )
        if fits:
            return name
    return ""


def _context(workflow: Mapping[str, Any], event: Event, trigger: str, number: int = 1) -> dict[str, Any]:
    branch = event.ref.split("/", 2)[-1]
    origin = "stranger/promise" if event.fork else REPOSITORY
    pull = {"number": 7, "title": "a title", "draft": False, "head": {"ref": branch, "sha": "f" * 40, "repo": {"full_name": origin, "fork": event.fork}},
            "base": {"ref": "main", "repo": {"full_name": REPOSITORY}}, "user": {"login": "somebody"}}  # fmt: skip
    request, sha = trigger != "push", "abcdef"[number - 1] * 40
    told = {"pull_request": pull, "number": 7} if request else {"ref": event.ref, "created": True, "after": sha, "head_commit": {"id": sha, "message": "a message"}}  # fmt: skip
    ref = "refs/heads/main" if trigger == "pull_request_target" else "refs/pull/7/merge" if request else event.ref
    github = {
        "event_name": trigger, "ref": ref, "ref_name": "7/merge" if request else branch, "ref_type": "tag" if event.ref.startswith("refs/tags/") else "branch",
        "repository": REPOSITORY, "repository_owner": "fellpost", "head_ref": branch if request else "", "base_ref": "main" if request else "", "workflow": str(workflow.get("name", "ci")),
        "sha": sha, "run_id": str(number), "run_number": str(number), "actor": "somebody", "workspace": "", "event": told,
    }  # fmt: skip
    hidden = event.fork and trigger == "pull_request"
    secrets = {} if hidden else {"DEPLOY_TOKEN": "***"}
    return {
        "github": github,
        "secrets": {**secrets, "GITHUB_TOKEN": "*"},
        "env": {},
        "matrix": {},
        "vars": {},
        "runner": {"os": "Linux"},
        "steps": {},
        "strategy": {},
        "inputs": {},
        "job": {},
    }


def _order(jobs: Mapping[str, Any]) -> list[str]:
    done: list[str] = []
    while len(done) < len(jobs):
        free = [name for name in jobs if name not in done and all(need in done for need in _needs(jobs[name]))]
        if not free:
            raise WorkflowError("jobs need each other in a circle")
        done += free
    return done


def above(jobs: Mapping[str, Any], name: str) -> set[str]:
    """All jobs that the job *name* waits for, whether itself or by way of others."""
    found: set[str] = set()
    for need in _needs(jobs[name]):
        found |= {need} | above(jobs, need)
    return found


def run_workflow(workflow: Mapping[str, Any], event: Event, failing: str = "") -> Run:
    """What *event* starts, if the command ``make`` *failing* fails."""
    trigger = triggered(workflow, event)
    if not trigger:
        return Run(False)
    run, jobs = Run(True), workflow["jobs"]
    context = _context(workflow, event, trigger)
    for name in _order(jobs):
        job = run.jobs[name] = Job(name)
        needs = [run.jobs[need] for need in _needs(jobs[name])]
        results = [run.jobs[need].result for need in above(jobs, name)]
        status: dict[str, Callable[[], bool]] = {
            "success": lambda results=results: all(result == "success" for result in results),  # type: ignore[misc]
            "failure": lambda results=results: "failure" in results,  # type: ignore[misc]
            "always": lambda: True,
            "cancelled": lambda: False,
        }
        here = {**context, "needs": {need.name: {"result": need.result, "outputs": {}} for need in needs}}
        job.began = job.ended = max((need.ended for need in needs), default=0)
        if holds(jobs[name].get("if"), here, status):
            _steps(workflow, jobs[name], job, here, failing, trigger == "pull_request_target")
    return run


def _wanted(value: Any) -> set[str]:
    """Names of the secrets that a part of a workflow asks for."""
    text = json.dumps(value) if not isinstance(value, str) else value
    inner = " ".join(re.findall(r"\$\{\{(.*?)\}\}", text, re.DOTALL))
    whole = {"DEPLOY_TOKEN"} if re.search(r"\bsecrets\s*(?![\w.\s\[])", inner) else set()
    return whole | set(re.findall(r"secrets\.(\w+)", inner)) | set(re.findall(r"secrets\[\s*\\?['\"](\w+)", inner))


def _fetched(given: Mapping[str, Any], context: Mapping[str, Any], base: bool) -> str:
    """What a checkout fetches that isn't the code of the event; empty if it is. *base*: the trigger runs on main's state."""
    github = context["github"]
    ref, place = (filled(str(given.get(key, "")), context, {}) for key in ("ref", "repository"))
    place = place or REPOSITORY
    pull = github["event"].get("pull_request")
    if pull:
        head = pull["head"]
        here = {"refs/pull/7/merge", "refs/pull/7/head", head["sha"], *(() if base else ("", github["sha"]))}
        there = {head["sha"], head["ref"], f"refs/heads/{head['ref']}"}
        good = (place == REPOSITORY and ref in here) or (place == head["repo"]["full_name"] and ref in there)
    else:
        good = place == REPOSITORY and ref in ("", github["sha"], github["ref"], github["ref_name"])
    return "" if good else f"on the code of {ref or 'main'}" + (f" of {place}" if place != REPOSITORY else "")


def _folder(*parts: str) -> str:
    return posixpath.normpath(posixpath.join(*(part.strip("/") or "." for part in parts)))


def _missing(code: Mapping[str, str], folder: str) -> str:
    """What is wrong with the code in *folder*, where *code* tells what the checkouts have left in which one."""
    if not code:
        return "without a checkout"
    around = [path for path in code if path == "." or f"{folder}/".startswith(f"{path}/")]
    if not around:
        return f"where there is no code: it lies in {' and '.join(code)}"
    return code[max(around, key=lambda path: (path != ".", len(path)))]


def _steps(
    workflow: Mapping[str, Any], spec: Mapping[str, Any], job: Job, context: dict[str, Any], failing: str, base: bool
) -> None:
    """Run the steps of a job, one after the other."""
    result, code = "success", dict[str, str]()
    usual = {**(workflow.get("defaults") or {}).get("run", {}), **(spec.get("defaults") or {}).get("run", {})}
    outer = {**(workflow.get("env") or {}), **(spec.get("env") or {})}
    for step in spec["steps"]:
        status: dict[str, Callable[[], bool]] = {
            "success": lambda now=result: now == "success",  # type: ignore[misc]
            "failure": lambda now=result: now == "failure",  # type: ignore[misc]
            "always": lambda: True, "cancelled": lambda: False,
        }  # fmt: skip
        if not holds(step.get("if"), context, status):
            continue
        env = {**outer, **(step.get("env") or {})}
        available = set(context["secrets"]) - {"GITHUB_TOKEN"}
        job.secrets |= _wanted([env, step.get("with", {}), step.get("run", "")]) & available
        if str(step.get("uses", "")).startswith("actions/checkout@"):
            given = step.get("with") or {}
            code[_folder(filled(str(given.get("path", "")), context, status))] = _fetched(given, context, base)
        if "run" not in step:
            continue
        values = {key: filled(str(value), context, status) for key, value in env.items()}
        failed = _script(
            step["run"],
            job,
            {**usual, **step, "code": code},
            filled(str(step.get("working-directory", usual.get("working-directory", ""))), context, status),
            failing,
            {key for key, value in values.items() if value == "***"},
        )
        if failed and step.get("continue-on-error") is not True:
            result = "failure"
    job.result = "success" if result == "failure" and spec.get("continue-on-error") is True else result


def _swallowed(tail: str, piped: bool) -> bool:
    """Whether the failure of a command gets lost in what stands behind it on its line."""
    if tail.startswith("||"):
        return not re.match(r"\|\|\s*(exit\s+[1-9]|false)", tail)
    return bool(tail) and piped


def _script(script: str, job: Job, settings: Mapping[str, Any], folder: str, failing: str, handed: set[str]) -> bool:
    """The commands of a step, up to the first that fails; whether the step does. Without ``-e`` its last command decides."""
    job.pasted = job.pasted or pasted(script)
    shell = str(settings.get("shell", ""))
    piped = shell != "bash" and "pipefail" not in script + shell  # without pipefail the last command of a pipe decides
    stops, failed, ever = "{0}" not in shell or " -e" in shell, False, False
    parts = re.split(r"(\n|&&|;)", script.replace("\\\n", " "))
    for sign, line in zip(["\n", *parts[1::2]], parts[::2], strict=True):
        if not line.strip() or (sign == "&&" and failed):
            continue
        if done := re.match(r"\s*exit\b\s*(\S*)", line):
            return {"": failed, "$?": failed, "0": False}.get(done[1], True if done[1].isdigit() else ever)
        if turned := re.match(r"\s*set\s+(?:([-+])\w*e|([-+])o\s+errexit)", line):
            stops = "-" in (turned[1], turned[2])
        if moved := re.match(r"[\s(]*(?:cd|pushd)\s+(\S+)", line):
            folder = _folder(folder, moved[1].strip("\"'").replace("$GITHUB_WORKSPACE", ""))
        match = re.match(r"\s*make\s+((?:[\w=./-]+\s*)+)[^|]*(\|.*)?", line)
        failed = False
        if match:
            failed = _made(match[1].split(), job, settings["code"], folder, failing, handed)
            failed = failed and not _swallowed(match[2] or "", piped)
        ever = ever or failed
        if failed and stops:
            return True
    return failed


def _made(words: list[str], job: Job, code: Mapping[str, str], folder: str, failing: str, handed: set[str]) -> bool:
    """One call of make with these words; whether it fails."""
    if "-C" in words[:-1]:
        place = words.index("-C")
        folder, words = _folder(folder, words[place + 1]), words[:place] + words[place + 2 :]
    for task in (word for word in words if word in SECONDS):
        missing = _missing(code, _folder(folder))
        job.strange = job.strange or (missing and f"make {task} {missing}")
        job.did.append(task)
        job.given[task] = handed
        job.ended += SECONDS[task]
        if task == failing:
            return True
    return False


def groups(workflow: Mapping[str, Any], name: str, event: Event, number: int = 1) -> list[tuple[str, bool]]:
    """The concurrency groups of a job and of the whole workflow, and whether a new run cancels the one before.

    *number*: which run of the workflow it is, from 1 on. A group without a name is none.
    """
    context = {**_context(workflow, event, "push", number), "needs": {}}
    status: dict[str, Callable[[], bool]] = {
        "success": lambda: True,
        "failure": lambda: False,
        "always": lambda: True,
        "cancelled": lambda: False,
    }
    found = []
    for given in (workflow["jobs"][name].get("concurrency") or "", workflow.get("concurrency") or ""):
        settings = {"group": given} if isinstance(given, str) else given
        cancel = settings.get("cancel-in-progress", False)
        if isinstance(cancel, str):
            inner = re.fullmatch(r"\s*\$\{\{(.*)\}\}\s*", cancel, re.DOTALL)
            cancel = bool(evaluate(inner[1], context, status)) if inner else cancel.lower() == "true"
        found.append((filled(settings.get("group", ""), context, status), bool(cancel)))
    return found
