"""What lesson 5 asks of an image, one check for each: what was built, rebuilt, left lying about, and how it runs."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from ship_build import BuildError, File, Image, build
from ship_image import failure_kept, find, health, server, unhealthy_after
from workbook.check.failure import fail

__all__ = [
    "Made",
    "built",
    "cached",
    "clean",
    "complete",
    "healthy",
    "light",
    "repeatable",
    "serves",
    "stops",
    "unprivileged",
]

Made = Mapping[str, File]
ADDRESS = "https://build:{token}@pkg.fellpost.example/simple"
LIGHT_MB = 550


def built(text: str, context: Made, token: str, *, day: int = 1, cache: set[str] | None = None) -> Image:
    """The image, built as the platform calls the builder; a failed build is told with its line."""
    address = ADDRESS.format(token=token)
    secrets = {"pip": f"[global]\nextra-index-url = {address}\n"}
    try:
        return build(text, dict(context), secrets=secrets, arguments={"INDEX_URL": address}, day=day, cache=cache)
    except BuildError as error:
        lines = text.splitlines() if isinstance(text, str) else []
        shown = lines[error.line - 1].strip() if 0 < error.line <= len(lines) else ""
        fail(f"the build stops in line {error.line}: {error.why}", actual=shown)


def complete(image: Image, context: Made) -> None:
    """All of app/ and model/ lies below the working directory, unchanged."""
    for path, file in context.items():
        if path.startswith(("app/", "model/")):
            there = image.stage.files.get(posixpath.join(image.stage.workdir, path))
            if there is None or there.text != file.text:
                fail(
                    f"{path} isn't in the working directory of the image",
                    expected=posixpath.join(image.stage.workdir, path),
                )


def serves(image: Image, context: Made) -> None:
    """Process 1 or its child is uvicorn with app.main:app on port 8080, and finds each package that is required."""
    from ship_image import Server

    found = server(image)
    if found.shell:
        found = Server(found.words[2].split() if len(found.words) > 2 else [], False, "", found.sites)
        found.program = find(image, found.words[0]) if found.words else ""
        found.sites = [f"/usr/local/lib/python{image.stage.python}/site-packages", *(_venvs(image))]
    shown = " ".join(found.words) or "nothing"
    if not found.program:
        fail("the container's program isn't in the image", actual=shown)
    name = posixpath.basename(found.program)
    if name != "uvicorn" and not (name.startswith("python") and found.words[1:3] == ["-m", "uvicorn"]):
        fail("the container doesn't start uvicorn", actual=shown)
    if "app.main:app" not in found.words:
        fail("uvicorn isn't told to serve app.main:app", actual=shown)
    if found.option("--host", image.stage.env.get("UVICORN_HOST", "127.0.0.1")) not in ("0.0.0.0", "::"):
        fail("the server listens inside of its container only", expected="--host 0.0.0.0", actual=shown)
    if found.option("--port", image.stage.env.get("UVICORN_PORT", "8000")) != "8080":
        fail("the server doesn't listen on port 8080", actual=shown)
    if image.stage.python != "3.12":
        fail("the image has another Python", expected="3.12", actual=image.stage.python)
    _packages(image, context, found.sites)


def _venvs(image: Image) -> list[str]:
    first = image.stage.env["PATH"].split(":")[0]
    return [f"{posixpath.dirname(first)}/lib/python{image.stage.python}/site-packages"]


def _packages(image: Image, context: Made, sites: list[str]) -> None:
    for line in context["requirements.txt"].text.split():
        name = line.partition("==")[0]
        there = [image.stage.files.get(f"{site}/{name}/__init__.py") for site in sites if not site.startswith("/root")]
        if not any(file and file.text == line for file in there):
            fail(f"the server doesn't find the package {line}", look="requirements.txt, and where pip installs to")


def cached(text: str, context: Made, token: str, changed: Mapping[str, File], what: str) -> None:
    """After a change of *changed* alone no package is installed again."""
    first = built(text, context, token)
    again = built(text, {**context, **changed}, token, cache=first.keys)
    for step in again.steps:
        if not step.cached and "pip" in step.text and step.text.startswith("RUN") and step.seconds >= 100:
            fail(f"{what}, and the packages are installed again: {again.seconds} seconds", actual=f"line {step.line} runs again: {step.text[:80]}",
                 look="what is copied before that line")  # fmt: skip


def renewed(text: str, context: Made, token: str) -> None:
    """A changed requirements.txt does reach the image."""
    first = built(text, context, token)
    lines = context["requirements.txt"].text + "httptools==0.6.4\n"
    after = {**context, "requirements.txt": File(lines)}
    again = built(text, after, token, cache=first.keys)
    if not any(step.text.startswith("RUN") and "pip" in step.text and not step.cached for step in again.steps):
        fail("requirements.txt changes, and nothing is installed", look="what the step's cache key is made of")


def clean(image: Image, context: Made, token: str) -> None:
    """Neither the token nor a file that nobody asked for lies in a layer, a variable or the history."""
    wanted = {
        file.text for path, file in context.items() if path.startswith(("app/", "model/")) or path == "requirements.txt"
    }
    for layer in image.layers:
        told = f"line {layer.line}: {layer.text[:80]}"
        for path, file in layer.files.items():
            if token in file.text:
                fail(f"the token lies in a layer, in the file {path}, whatever later lines delete", actual=told)
    for text in [*image.stage.history, *image.stage.env.values()]:
        if token in text:
            fail(
                "the token stands in the history or the variables of the image, which `docker history` and `docker inspect` show"
            )
    for layer in image.layers:
        for file in layer.files.values():
            stranger = next(
                (name for name, other in context.items() if other.text == file.text and other.text not in wanted), None
            )
            if stranger:
                told = f"line {layer.line}: {layer.text[:80]}"
                fail(f"{stranger} lies in a layer: only app/, model/ and requirements.txt belong there", actual=told)


def unprivileged(image: Image) -> None:
    """USER is a number that isn't 0."""
    name = image.stage.user.partition(":")[0]
    if not name.isdigit() or int(name) == 0:
        fail("the container's user", expected="a number above 0 in the last USER line", actual=image.stage.user)


def stops(image: Image) -> None:
    """SIGTERM reaches uvicorn, because it is process 1."""
    found = server(image)
    if found.shell:
        fail(
            "process 1 is a shell, and SIGTERM goes to it",
            expected="uvicorn as process 1",
            actual=" ".join(found.words)[:120],
        )
    if image.stage.stopsignal not in ("SIGTERM", "15", "TERM", "SIGINT", "2", "INT"):
        fail("uvicorn doesn't end in order on the signal that stops the container", actual=image.stage.stopsignal)


def healthy(image: Image) -> None:
    """The health check asks /healthz with a program that is there, waits for a slow start and finds a server that hangs."""
    found = health(image)
    if found is None:
        fail("the image has no HEALTHCHECK")
    whole = " ".join(found.words)
    shown = " ".join(found.words + found.tail)[:120]
    if not found.words or not find(image, found.words[0]):
        fail("the health check's program isn't in the image", actual=shown)
    name = posixpath.basename(found.words[0])
    address = any(host + ":8080/healthz" in whole for host in ("localhost", "127.0.0.1", "0.0.0.0"))
    own = name.startswith("python") and (
        found.words[1:3] == ["-m", "app.health"]
        or (found.words[1:2] and image.stage.at(found.words[1]) == image.stage.at("app/health.py"))
    )
    python = name.startswith("python") and found.words[1:2] == ["-c"] and "urlopen" in whole and address
    fails = any(
        word in ("--fail", "--fail-with-body") or (word.startswith("-") and not word.startswith("--") and "f" in word)
        for word in found.words
    )
    if not (own or python or (name == "curl" and address and fails) or (name == "wget" and address)):
        fail("the health check doesn't fail whenever /healthz on port 8080 does", actual=shown)
    if not failure_kept(found.tail):
        fail(
            "the health check's failure is lost in what stands behind it",
            actual=shown,
            look="the exit status of the whole line",
        )
    early = unhealthy_after(found, 0, 60, slow=False)
    if early is not None:
        fail(f"a server that starts within 60 seconds is called unhealthy after {early:.0f}", look="--start-period")
    late = unhealthy_after(found, 301, 10_000, slow=True)
    if late is None or late > 301 + 240:
        fail(
            "a server that hangs isn't called unhealthy within four minutes",
            actual="never within ten" if late is None else f"{late - 301:.0f} seconds",
        )


def repeatable(text: str, context: Made, token: str) -> None:
    """Built without a cache on another day, the image holds the same."""
    first, later = (built(text, context, token, day=day) for day in (1, 90))
    for path, file in first.stage.files.items():
        other = later.stage.files.get(path)
        if other is None or other.text != file.text:
            fail(
                "built again three months later, the image is another one",
                expected=file.text[:80],
                actual="nothing" if other is None else other.text[:80],
            )


def light(image: Image) -> None:
    """All layers together stay below the limit."""
    if image.mb > LIGHT_MB:
        heavy = max(image.layers, key=lambda layer: layer.mb)
        fail(
            f"the image has {image.mb:.0f} MB",
            expected=f"at most {LIGHT_MB} MB in all layers",
            actual=f"the heaviest, {heavy.mb:.0f} MB, is line {heavy.line}: {heavy.text[:60]}",
        )
