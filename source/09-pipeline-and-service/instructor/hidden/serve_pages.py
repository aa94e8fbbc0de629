"""What is typed into the page of lesson 4, and what its judge says."""

from __future__ import annotations

from typing import Any

import numpy as np

Rng = np.random.Generator


def fields(rng: Rng) -> dict[str, str]:
    """Harmless fields, with blanks and letters of other alphabets."""
    return {
        "parcel": f"FP {int(rng.integers(10, 99))} Zoë",
        "service": str(rng.choice(["standard", "express"])),
        "weight_g": str(int(rng.integers(100, 900))),
        "hours_since_scan": f" {int(rng.integers(1, 9))}.5",
    }


def chances(rng: Rng) -> list[tuple[float, str]]:
    """Chances near the point where another per cent is shown, and the ends."""
    whole = int(rng.integers(11, 60))
    drawn = [(whole + 0.4) / 100, (whole + 0.6) / 100, 1.0, 0.0, 0.004, 0.996, 0.055, 0.125, 0.005]
    return [(chance, f"{chance:.0%}") for chance in drawn]


def mistakes(rng: Rng) -> list[tuple[dict[str, Any], int, str]]:
    """What the judge raises, with the status and the text that the page shows."""
    number = int(rng.integers(40, 99))
    sorry = "Something went wrong. Please try again later."
    said = f"{number},000 grams are too many for Zoë's depot."
    path = f"/srv/models/late-{number}.bin"
    others = [({"raises": path, "kind": kind}, 500, sorry) for kind in ("ZeroDivisionError", "OutOfOrder")]
    return [({"says": said}, 422, said), ({"raises": path}, 500, sorry), *others]


def hostile(rng: Rng) -> list[tuple[str | None, str]]:
    """Texts that break out of careless HTML: the field (None: the judge's sentence) and the text."""
    number = int(rng.integers(10, 99))
    breaks = [
        f"</p><script>alert({number})</script>", f'" autofocus onfocus="alert({number})', f"' onfocus='alert({number})", f"{number} onfocus=alert({number})",
        f'"><img src=x onerror=alert({number})>', f"<!-- {number}", f"&lt;b&gt;{number} &amp; more", f"</select><b>{number}", "{parcel} {0} %s $parcel {{ 7*7 }}",
        f"a < b & c > {number}", f"\\u003cb\\u003e {number}", f"--><b>{number}</b>", f"</title></textarea></style><b>{number}",
    ]  # fmt: skip
    cases: list[tuple[str | None, str]] = []
    for place, text in enumerate(breaks):
        cases.append((("parcel", "weight_g", "hours_since_scan")[(place + number) % 3], text))
    for name in ("parcel", "weight_g", "hours_since_scan"):
        cases += [(name, breaks[1]), (name, breaks[2]), (name, breaks[4])]
    cases += [
        ("service", breaks[4]),
        ("service", breaks[1]),
        ("service", breaks[11]),
        ("parcel", breaks[11]),
        ("weight_g", breaks[11]),
    ]
    names = ("parcel", "service", "weight_g", "hours_since_scan")
    braces = "".join(
        f"{left}{name}{right}"
        for name in names
        for left, right in (("{", "}"), ("{{", "}}"), ("[", "]"), ("$", " "), ("%(", ")s"))
    )
    cases += [(name, f"{number} {braces}") for name in ("parcel", "hours_since_scan")]
    cases += [(None, f"C:\\{number}\\g<0>\\1 {braces}")]
    cases += [(None, text) for text in (breaks[0], breaks[5], breaks[6], breaks[9])]
    return cases
