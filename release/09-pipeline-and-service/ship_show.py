"""Pictures in words for lesson 5: the steps of a build, a roll-out and a workflow, one line each."""

from __future__ import annotations

from ship_build import Image, build
from ship_image_checks import ADDRESS, Made

__all__ = ["steps"]


def steps(text: str, context: Made, token: str, cache: Image | None = None) -> Image:
    """Build, print a line a step (from the cache or not, seconds, MB), and return the image."""
    address = ADDRESS.format(token=token)
    image = build(text, dict(context), secrets={"pip": f"extra-index-url = {address}"}, arguments={"INDEX_URL": address},
                  cache=cache.keys if cache else None)  # fmt: skip
    for step in image.steps:
        took = "cached" if step.cached else f"{step.seconds:4} s"
        print(f"{took:>6} {step.mb:6.0f} MB  {' '.join(step.text.split())[:70]}")
    print(f"built in {image.seconds} seconds; {image.mb:.0f} MB to pull")
    return image
