"""The end of lesson 5: the four files against Monday morning."""

from __future__ import annotations

from collections.abc import Callable

import ship_project
from ship_build import File
from ship_event_checks import EVENTS, valid
from ship_events import run_workflow
from ship_ignore import left
from ship_image_checks import built
from ship_manifests import deployment, read
from ship_rollout import Plan, roll

__all__ = ["monday"]

Answer = Callable[[], str]


def _private(answer: Answer) -> str:
    seen = left(ship_project.LISTING, answer())
    private = [path for path in seen if path.endswith((".pem", ".env", ".env.production"))]
    return f"the build sees {len(seen)} of {len(ship_project.LISTING)} files, and {len(private)} private ones"


def _built(answer: Answer) -> str:
    first = built(answer(), ship_project.CONTEXT, ship_project.TOKEN)
    changed = {**ship_project.CONTEXT, "app/main.py": File("# one line more")}
    again = built(answer(), changed, ship_project.TOKEN, cache=first.keys)
    leaks = sum(ship_project.TOKEN in file.text for layer in first.layers for file in layer.files.values())
    return f"one changed line costs {again.seconds} seconds, the image has {first.mb:.0f} MB, and {leaks} files hold the token"


def _rolled(answer: Answer) -> str:
    written = next(one for one in read(answer()) if one["kind"] == "Deployment")
    story = roll(deployment(written), Plan((60, 35, 20)))
    restarts = sum(map(len, story.restarts.values()))
    return f"{story.lowest} pods serve at the worst second, {story.errors} seconds with errors, {restarts} restarts"


def _deployed(answer: Answer) -> str:
    workflow = valid(answer())
    tag = EVENTS["a push of the tag v2.4.1"]
    lucky, red = run_workflow(workflow, tag), run_workflow(workflow, tag, "test")
    return f"with green tests {'it is' if lucky.by('deploy') else 'it is not'} deployed, with red ones {'it is' if red.by('deploy') else 'it is not'}"


def monday(ignored: Answer, image: Answer, rollout: Answer, workflow: Answer) -> None:
    """Print a line for each of Yusra's questions; a file that isn't written yet is named."""
    for question, name, look, answer in (
        ("What could a stranger find?", "M15a", _private, ignored),
        ("Three minutes for a line? Our token?", "M15b", _built, image),
        ("Errors in the web shop?", "M16a", _rolled, rollout),
        ("And the tests?", "M17", _deployed, workflow),
    ):
        try:
            told = look(answer)
        except NotImplementedError:
            told = f"{name} isn't written yet"
        except Exception as error:  # noqa: BLE001  (whatever an unfinished answer leads to)
            told = f"{name} isn't finished: {' '.join(str(error).split())[:100]}"
        print(f"{question:38} {told}.")
