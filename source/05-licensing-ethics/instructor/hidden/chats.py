"""Lines of a help desk's chat: what looks like personal data, and what only looks so.

Each maker draws one piece and what becomes of it. Its text also holds a telephone, so that nothing is gained by
leaving all as it is, nor by masking all.
"""

from __future__ import annotations

import calendar
import functools
import hashlib
import hmac
from collections.abc import Callable

from hidden.lookalikes import (
    FORMS,
    PHONE,
    glued_area,
    glued_country,
    other_gap,
    other_registration_gap,
    wrong_length,
)
from workbook import check

Case = tuple[str, str, str, list[str], str]
"""Kind, text, what becomes of it, names, key."""

PERSON, MAIL = "[주민등록번호]", "[전자우편]"
WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
AFTER = ["", "입니다", "로 연락 주세요", "을 확인", " 맞나요?", ".", ", 끝"]
BEFORE = ["", "안녕하세요, ", "번호는 ", "번호", "문의: "]


class Chat:
    """One source of pieces, with its own random numbers."""

    def __init__(self, name: str) -> None:
        self.random = check.rng(name)

    def one(self, choices: list[str]) -> str:
        return choices[int(self.random.integers(len(choices)))]

    def digits(self, count: int) -> str:
        return "".join(str(int(digit)) for digit in self.random.integers(0, 10, size=count))

    def day(self, late: bool = False) -> str:
        """Six digits of a real day, any century's; the last days of a month if *late*, leap days only with care."""
        year, month = int(self.random.integers(1, 100)), int(self.random.integers(1, 13))
        last = calendar.monthrange(1900 + year, month)[1]
        return f"{year:02}{month:02}{int(self.random.integers(29, last + 1) if late and last > 28 else self.random.integers(1, 29)):02}"

    def back(self, front: str, first: str, new: bool) -> str:
        """Seven digits, whose last one is the check digit of the numbers given before October 2020, or surely not."""
        body = first + self.digits(5)
        seal = (11 - sum(w * int(d) for w, d in zip(WEIGHTS, front + body, strict=True)) % 11) % 10
        return body + str((seal + int(self.random.integers(1, 10))) % 10 if new else seal)

    def registration(self, new: bool, late: bool = False) -> str:
        front = self.day(late)
        first = self.one(["3", "4", "7", "8"] if new else ["1", "2", "5", "6"])
        return front + self.one(["-", "-", ""]) + self.back(front, first, new)

    def mobile(self) -> str:
        first = self.one(["010", "011", "016", "017", "018", "019"])
        gaps = [self.one(["-", "-", " ", ""]) for _ in range(2)]
        if self.random.random() < 0.3:
            first = "+82" + self.one(["-", " "]) + first[1:]
        return first + gaps[0] + self.digits(3 + int(self.random.integers(2))) + gaps[1] + self.digits(4)

    def fixed(self) -> str:
        first = "0" + self.one(["2", "2", "3", "4", "5", "6"])
        first += "" if first == "02" else str(int(self.random.integers(0, 10)))
        if self.random.random() < 0.3:
            first = "+82" + self.one(["-", " "]) + first[1:]
        gaps = [self.one(["-", " "]) for _ in range(2)]
        return first + gaps[0] + self.digits(3 + int(self.random.integers(2))) + gaps[1] + self.digits(4)

    def mail(self, local: str = "") -> str:
        local = local or self.one(["min", "a.b", "x_1", "u+v", "50%up", "K-J", "M", "7"])
        return f"{local}@{self.one(['example.com', 'mail.example.co.kr', 'ex-ample.kr', 'Ab.IO', 'x1.museum'])}"

    def wrong_date(self) -> str:
        year = f"{int(self.random.integers(1, 100)):02}"
        common = f"{4 * int(self.random.integers(0, 25)) + int(self.random.integers(1, 4)):02}"
        front = self.one(
            [year + f"13{int(self.random.integers(10, 28))}", year + "0015", year + "0230", common + "0229"]
            + [year + month + "31" for month in ("04", "06", "09", "11")]
            + [year + "0900", year + "0132"]
        )
        return front + self.one(["-", ""]) + self.one(["1", "2", "3", "4"]) + self.digits(6)


def leap(chat: Chat) -> tuple[str, str]:
    """The day that tells the centuries apart: 1900 had no 29 February, 2000 had one."""
    first = chat.one(["1", "2", "3", "4", "5", "6", "7", "8"])
    piece = "000229-" + first + chat.digits(6)
    return piece, PERSON if first in "3478" else piece


def kept(make: Callable[[Chat], str]) -> Callable[[Chat], tuple[str, str]]:
    def maker(chat: Chat) -> tuple[str, str]:
        piece = make(chat)
        return piece, piece

    return maker


def gone(make: Callable[[Chat], str], tag: str) -> Callable[[Chat], tuple[str, str]]:
    return lambda chat: (make(chat), tag)


def labelled(make: Callable[[Chat], str]) -> Callable[[Chat], str]:
    return lambda chat: (
        chat.one(["주문번호", "송장번호"]) + chat.one(["", " ", ": ", ":", " : ", "  ", "::"]) + make(chat)
    )


def not_labelled(chat: Chat) -> tuple[str, str]:
    """A label and a number, but more than blanks and colons between them; or the number that follows an order's."""
    label, number = chat.one(["주문번호", "송장번호"]), chat.one([chat.mobile(), chat.fixed()])
    between = chat.one(
        [
            "는 ",
            ", ",
            " 말고 ",
            "-",
            " #",
            ": #",
            "=",
            " = ",
            "(",
            "; ",
            " 확인: ",
            " A1, ",
            f" {chat.digits(4)}, ",
            f" {chat.registration(True)}, ",
        ]
    )
    if between == "-":
        return label + between + number, label + between + number
    return label + between + number, label + between + PHONE


def wrong_beginning(chat: Chat) -> str:
    first = chat.one(["012", "015", "070", "070", "080", "071", "020", "091", "0310", "1588"])
    return chat.one(["-", " "]).join([first, chat.digits(4), chat.digits(4)])


def touched(chat: Chat) -> str:
    """A number that a digit, a Latin letter or a hyphen touches, before or after."""
    number = chat.one(
        [chat.registration(False), chat.mobile().replace("+82-", "0").replace("+82 ", "0"), chat.registration(True)]
    )
    if chat.random.random() < 0.5:
        return chat.one(["A", "no", "z", "-", "No-"]) + number
    return number + chat.one(["A", "b", "-", "-1", "Z9"])


def touched_by_others(chat: Chat) -> tuple[str, str]:
    left, right = chat.one(["_", "(", "/", ".", "님", "#", "=", "'"]), chat.one(["_", ")", "/", "님", ".", "*", "'"])
    number, tag = [(chat.registration(True), PERSON), (chat.mobile(), PHONE), (chat.fixed(), PHONE)][
        int(chat.random.integers(3))
    ]
    return left + number + right, left + tag + right


TOUCHED = "a number that a digit, a letter or a hyphen touches"
KINDS: dict[str, dict[str, Callable[[Chat], tuple[str, str]]]] = {
    "registration": {
        "a registration number given before October 2020": gone(lambda chat: chat.registration(False), PERSON),
        "a registration number given since October 2020, whose last digit checks nothing": gone(
            lambda chat: chat.registration(True), PERSON
        ),
        "the last days of a month": gone(lambda chat: chat.registration(chat.random.random() < 0.5, True), PERSON),
        "29 February of 1900, which was none, or of 2000": leap,
    },
    "telephone": {
        "a mobile telephone": gone(Chat.mobile, PHONE),
        "a telephone with an area code": gone(Chat.fixed, PHONE),
        "a number beside a sign that may touch it": touched_by_others,
        "a number that no label precedes directly": not_labelled,
    },
    "mail": {
        "an e-mail address": gone(Chat.mail, MAIL),
        "an e-mail address that begins like a telephone": gone(lambda chat: chat.mail("010" + chat.digits(8)), MAIL),
        "an e-mail address after a label": lambda chat: ("주문번호: " + chat.mail("a"), "주문번호: " + MAIL),
        "an e-mail address right after a Korean word": lambda chat: ("메일" + chat.mail(), "메일" + MAIL),
        "no e-mail address": kept(lambda chat: chat.one(["a@b.c", "min@localhost", "@example.com", "min@.", "a b@c"])),
    },
    "neither": {
        "thirteen digits that hold no real date": kept(Chat.wrong_date),
        "thirteen digits whose seventh is 0 or 9": kept(
            lambda chat: f"{chat.day()}{chat.one(['-', ''])}{chat.one(['0', '9'])}{chat.digits(6)}"
        ),
        "a date and seven digits with another sign between them": kept(other_registration_gap),
        "a number with another beginning than a telephone": kept(wrong_beginning),
        "a number with more or fewer digits than a telephone": kept(wrong_length),
        "an area code without a hyphen or a blank in each gap": kept(glued_area),
        "+82 without a hyphen or a blank after it": kept(glued_country),
        "a telephone with another sign in the gaps": kept(other_gap),
        TOUCHED: kept(touched),
    },
    "orders": {
        "an order or parcel number that looks like a registration number": kept(
            labelled(lambda chat: chat.registration(chat.random.random() < 0.7))
        ),
        "an order or parcel number that looks like a mobile telephone": kept(labelled(Chat.mobile)),
        "an order or parcel number that looks like a telephone with an area code": kept(labelled(Chat.fixed)),
    },
}


NUMBERS = {"201231-3000001": PERSON, "9001011234568": PERSON, "010-1234-5678": PHONE, "02-345-6789": PHONE}


def beside(signs: str, touches: bool) -> list[Case]:
    """Each number with each of the *signs* right before it, and right after it: kept if the sign *touches*."""
    kind = TOUCHED if touches else "a number beside a sign that may touch it"
    made: list[Case] = []
    for number, tag in NUMBERS.items():
        becomes = number if touches else tag
        before, after = (", ".join(f"{sign}{each}" for sign in signs) for each in (number, becomes))
        made.append((f"{kind}, before it", before, after, [], "k"))
        before, after = (", ".join(f"{each}{sign}" for sign in signs) for each in (number, becomes))
        made.append((f"{kind}, after it", before, after, [], "k"))
    return made


PLANTED: dict[str, list[Case]] = {
    "telephone": [
        ("an area code of any second digit", "030-123-4567, 067-1234-5678", f"{PHONE}, {PHONE}", [], "k"),
        ("a plus before a number", "+010-1234-5678 +02-123-4567", f"+{PHONE} +{PHONE}", [], "k"),
        (
            "+82 before the leading 0, for which it may stand",
            "+82 010-1234-5678, +82 02-123-4567",
            f"+82 {PHONE}, +82 {PHONE}",
            [],
            "k",
        ),
        ("+82 and a hyphen, which touches the leading 0", "+82-010-1234-5678", "+82-010-1234-5678", [], "k"),
        ("a label, and more than blanks and colons between", "주문번호 #010-1234-5678", f"주문번호 #{PHONE}", [], "k"),
        ("a label, and an equals sign between", "송장번호 = 02-123-4567", f"송장번호 = {PHONE}", [], "k"),
        *beside("_(가.+", touches=False),
    ],
    "neither": [
        *FORMS,
        ("82 without a plus", "82-10-1234-5678, 82 2-123-4567", "82-10-1234-5678, 82 2-123-4567", [], "k"),
        ("blanks and line ends around", " 안녕 \n", " 안녕 \n", [], "k"),
        (
            "no e-mail address: another sign in it, or no two letters after its last dot",
            "min@한국.kr, min@ex_ample, a@b.1c, min@192.168.0.12, 010-1234-5678",
            f"min@한국.kr, min@ex_ample, a@b.1c, min@192.168.0.12, {PHONE}",
            [],
            "k",
        ),
        (
            "a line break in a gap, and after +82",
            "010\n1234\n5678, 02-345\n6789, +82\n10-1234-5678, 010-1234-5678",
            f"010\n1234\n5678, 02-345\n6789, +82\n10-1234-5678, {PHONE}",
            [],
            "k",
        ),
        *beside("Az5-", touches=True),
        ("letters in two parts", "cafe\u0301, 010-1234-5678", f"cafe\u0301, {PHONE}", [], "k"),
    ],
}


@functools.cache
def cases(part: str, each: int = 24) -> list[Case]:
    """What is planted, and *each* lines of every kind of this part; in those stands a telephone that must go, too."""
    chat = Chat(f"mask {part}")
    made: list[Case] = list(PLANTED.get(part, []))
    for kind, make in KINDS[part].items():
        for _ in range(each):
            piece, becomes = make(chat)
            ends_in_word = piece[-1].isascii() and piece[-1].isalnum()
            after = chat.one(AFTER if ends_in_word else [""])
            before = chat.one(
                BEFORE
                if piece[0] not in "@" and becomes != MAIL and not piece.startswith(("a@", "a b", "min"))
                else ["", "안녕하세요, ", "문의: "]
            )
            if piece[0] == "-" and before == "번호는 ":
                before = ""
            front = f"{chat.day()[:4]}{int(chat.random.integers(10, 29))}"
            new = f"{front}-{chat.back(front, chat.one(['3', '4']), True)}"
            number = chat.one([f"010-{chat.digits(4)}-{chat.digits(4)}", new])
            tag = PHONE if number.startswith("010-") else PERSON
            lead = chat.one(["급해요 ", "답은 ", "수신: "])
            text, expected = before + piece + after, before + becomes + after
            if chat.random.random() < 0.5:
                text, expected = f"{text} 그리고 {lead}{number}", f"{expected} 그리고 {lead}{tag}"
            else:
                text, expected = f"{lead}{number}로 {text}", f"{lead}{tag}로 {expected}"
            made.append((kind, text, expected, [], "k"))
    return made


def seal(name: str, key: str) -> str:
    return f"[이름-{hmac.new(key.encode(), name.encode(), hashlib.sha256).hexdigest()[:8]}]"


PEOPLE = [
    "김하늘",
    "이도윤",
    "박서연",
    "최지호",
    "정민서",
    "강예린",
    "조준",
    "윤하",
    "J.K. Lee",
    "Ann (HR)",
    "A+B",
    "O'Neil",
    "한 별",
]
NOT = {"J.K. Lee": "JxK. Lee", "Ann (HR)": "Ann HR", "A+B": "AAB"}


@functools.cache
def names(count: int = 40) -> list[Case]:
    """Chats with names: prefixes of one another, one within another, signs of regular expressions, none at all."""
    chat = Chat("mask names")
    made: list[Case] = []
    made.append(("no names at all", "김하늘님 010-1234-5678", f"김하늘님 {PHONE}", [], "k"))
    for name, text in (
        ("김하늘", "고객김하늘님, A김하늘1"),
        ("Kim", "kim, Kim, KIM, xKimy"),
        ("준", "준이 준"),
        ("cafe\u0301", "cafe\u0301 caf\u00e9"),
        ("김하늘", " 김하늘 \n"),
        ("Kim ", "Kim Lee, Kim, Kim"),
    ):
        made.append(("a name within a text", text, text.replace(name, seal(name, "k")), [name], "k"))
    for number in range(count):
        key = chat.digits(6) + chat.one(["열쇠", "", "k"])
        order = [PEOPLE[int(place)] for place in chat.random.permutation(len(PEOPLE))[:4]]
        listed, kind = list(order), "names in a chat"
        lines = [(name + chat.one(["님", "", "에게", "1"]), name) for name in order]
        said = [(text, text.replace(name, seal(name, key))) for text, name in lines]
        if number % 4 == 1:
            long = chat.one([name for name in PEOPLE if len(name) == 3 and name.isalpha()])
            kind, listed = "one name within another", [*listed, long[:2], long[1:], long]
            said = [(f"{name}님", f"{seal(name, key)}님") for name in (long, long[:2], long[1:], long)]
        elif number % 4 == 2:
            strange = chat.one(list(NOT))
            kind, listed = "a name with signs that mean something in a regular expression", [*listed, strange]
            said += [(NOT[strange], NOT[strange]), (strange, seal(strange, key))]
        elif number % 4 == 3:
            kind, listed = "a name within an address", [*listed, "haneul"]
            said += [
                (chat.mail("haneul.kim"), MAIL),
                ("haneul님", seal("haneul", key) + "님"),
                ("010-1234-5678", PHONE),
            ]
        listed = [listed[int(place)] for place in chat.random.permutation(len(listed))]
        made.append((kind, " / ".join(text for text, _ in said), " / ".join(text for _, text in said), listed, key))
    return made
