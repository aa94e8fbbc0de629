"""The figure of lesson 6: whom partial dependence makes up, among the people who exist.

It only draws; what share of the made-up rows lies outside of the data is for the reader to work out.
"""

from __future__ import annotations

import pandas as pd

from workbook.notebook import interactive, svg

__all__ = ["made_up"]

LEFT, RIGHT, TOP, BOTTOM = 70.0, 660.0, 44.0, 290.0
SHOWN = 120  # applicants, so that dots can be told apart


def draw(applicants: pd.DataFrame, rent: float) -> str:
    """Incomes and rents of the first applicants as they are, and with everybody's rent set to *rent* (euros a month).

    *applicants*: a frame with the columns ``income`` and ``rent`` in euros; made-up people whose share of rent is larger or smaller
    than that of every real applicant are drawn in another colour, and counted.
    """
    share = applicants["rent"] / applicants["income"]
    low, high = float(share.min()), float(share.max())
    shown = applicants.head(SHOWN)
    most_income, most_rent = float(shown["income"].max()), max(1600.0, float(shown["rent"].max()))

    def spot(income: float, height: float) -> tuple[float, float]:
        return LEFT + (RIGHT - LEFT) * income / most_income, BOTTOM - (BOTTOM - TOP) * height / most_rent

    shapes = [svg.text(12, 22, f"Everybody pays {rent:.0f} euros: who are they?", size=15, bold=True)]
    for mark in range(0, 1601, 400):
        height = spot(0, mark)[1]
        shapes += [svg.line(LEFT, height, RIGHT, height), svg.text(LEFT - 8, height + 4, f"{mark} €", anchor="end")]
    for mark in range(1000, int(most_income) + 1, 1000):
        shapes.append(svg.text(spot(mark, 0)[0], BOTTOM + 18, f"{mark} €", size=12, anchor="middle"))
    shapes.append(svg.text(RIGHT, BOTTOM + 36, "income across, rent upwards", size=12, anchor="end"))
    for income, own in zip(shown["income"], shown["rent"], strict=True):
        shapes.append(svg.dot(*spot(float(income), float(own)), svg.SKY, 3.5))
    for income in shown["income"]:
        strange = not low <= rent / float(income) <= high
        shapes.append(svg.dot(*spot(float(income), rent), svg.VERMILION if strange else svg.BLUE, 4))
    strangers = int(((rent / applicants["income"] < low) | (rent / applicants["income"] > high)).sum())
    lines = [
        ("real applicants", svg.SKY),
        ("made up, with a share of rent that some real applicant has", svg.BLUE),
        (f"made up, with one that nobody has: {strangers} of {len(applicants)}", svg.VERMILION),
    ]
    for row, (said, colour) in enumerate(lines):
        shapes += [svg.dot(24, 350 + 22 * row, colour, 6), svg.text(38, 355 + 22 * row, said)]
    alt = (
        f"Incomes and rents of applicants, and the same people if everybody paid {rent:.0f} euros: "
        f"{strangers} of {len(applicants)} then pay a share of their income that no real applicant pays."
    )
    return svg.picture(700, 410, shapes, alt)


def made_up(applicants: pd.DataFrame) -> None:
    """The picture under a slider of the rent."""
    slider = interactive.slider("rent, €", 300.0, 1550.0, 1185.0, step=5)
    interactive.controlled(lambda rent: draw(applicants, rent), {"rent": slider})
