"""Numbers in chats that look like a telephone or a registration number and are none: one of each form, and drawn ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hidden.chats import Case, Chat

PHONE = "[전화번호]"
GAPS = [".", "--", " - ", "/", "  "]
DATE_GAPS = [" ", "--", ".", " - "]
LENGTHS = [(2, 4), (5, 4), (4, 3), (4, 5), (3, 5)]
"""Digits in the middle and at the end that make no telephone."""


def wrong_length(chat: Chat) -> str:
    """The middle or the last digits are too few or too many; none of them begins like a telephone."""
    first = chat.one(["010", "010", "02", "031"])
    middle, last = LENGTHS[int(chat.random.integers(len(LENGTHS)))]
    return chat.one(["-", " "]).join([first, "7" + chat.digits(middle - 1), "8" + chat.digits(last - 1)])


def glued_area(chat: Chat) -> str:
    """An area code without separators, or with one only: no telephone."""
    first, middle, last = (
        chat.one(["02", "031", "051", "064"]),
        chat.digits(3 + int(chat.random.integers(2))),
        chat.digits(4),
    )
    return chat.one([first + middle + last, f"{first}-{middle}{last}", f"{first}{middle}-{last}"])


def glued_country(chat: Chat) -> str:
    return "+82" + chat.one(
        [f"10-{chat.digits(4)}-{chat.digits(4)}", f"10{chat.digits(8)}", f"2-{chat.digits(4)}-{chat.digits(4)}"]
    )


def other_gap(chat: Chat) -> str:
    gap = chat.one(GAPS)
    return chat.one(["010", "02"]) + gap + chat.digits(4) + gap + chat.digits(4)


def other_registration_gap(chat: Chat) -> str:
    return chat.day() + chat.one(DATE_GAPS) + chat.back("0" * 6, "1", True)


def alike(kind: str, pieces: Sequence[str]) -> Case:
    """One line of *pieces* that are no personal data, and a telephone that must go."""
    line = ", ".join(pieces)
    return kind, f"{line}, 010-1234-5678", f"{line}, {PHONE}", [], "k"


# one of each form, which 24 draws may miss
FORMS = [
    alike(
        "a telephone with another sign in the gaps",
        [f"{first}{gap}7345{gap}6789" for first in ("010", "02") for gap in GAPS],
    ),
    alike("a date and seven digits with another sign between them", [f"900101{gap}1234567" for gap in DATE_GAPS]),
    alike(
        "an area code without a hyphen or a blank in each gap",
        [f"{first}{gaps}" for first in ("02", "031") for gaps in ("73456789", "-73456789", "7345-6789", "345-6789")],
    ),
    alike(
        "+82 without a hyphen or a blank after it",
        ["+8210-7345-6789", "+821073456789", "+822-7345-6789", "+8231-345-6789"],
    ),
    alike(
        "a number with more or fewer digits than a telephone",
        [
            f"{first}-7{'3' * (middle - 1)}-8{'9' * (last - 1)}"
            for first in ("010", "02", "031")
            for middle, last in LENGTHS
        ],
    ),
]
