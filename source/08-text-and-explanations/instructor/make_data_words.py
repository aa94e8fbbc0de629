"""Rebuild data/archive.csv: the short news of The Harbour Post, generated, with the untidiness of an archive that several systems filled.

Run from anywhere: ``python source/08-text-and-explanations/instructor/make_data_words.py [FOLDER]``.
"""

from __future__ import annotations

import csv
import datetime
import random
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = ("desk", "laptop", "wire", "scan")
"""Who filed a text: the desk's own system, a correspondent's laptop (NFD), an agency (curly apostrophes), scanned pages (ligatures)."""

TOPICS = {
    "ferry": (
        "The {when} ferry to {place} was {late} minutes late again",
        "Passengers waited on pier {small} while the crew talked to the harbour office",
        "The ferry company says a second boat will sail from {month} on",
        "A ticket to {place} now costs {price} euros, children travel free",
        "The timetable hangs at pier {small} and on https://ferry.example/times?line={small}",
    ),
    "strike": (
        "The crews of the night ferry are on strike for better pay",
        "The union asks for {price} percent more pay and a free Sunday",
        "No boat left pier {small} after midnight, for the {small}th night",
        "The ferry company calls the strike a last-minute threat; the crews' speaker doesn't agree",
        "Talks go on {weekday} at 10:30 in the harbour office",
    ),
    "cafe": (
        "Café Möwe opens again after last winter's fire",
        "The owner of the Café Möwe thanks {big} neighbours who gave money",
        "At the Café Möwe a cup of coffee still costs {price} euros",
        "The old stove of the Café Möwe goes to the harbour museum",
    ),
    "council": (
        "The town council voted {small} to {small} for the new budget of {big} euros",
        "Councillor {name} wants a cycle path along the harbour wall",
        "The mayor's office answers questions on {weekday}, says {name}",
        "Street works in the Hafenstraße end in {month}, the council hopes",
    ),
    "football": (
        "The Harbour Rovers won {small}-{small} away at {place}",
        "{name} scored in the {late}th minute, her {small}th goal of the season",
        "Some {big} people saw the match, and it didn't rain",
        "The coach praised a well-drilled defence",
    ),
    "weather": (
        "A storm warning holds for the coast until {weekday}, and {big} metres of cable lie torn in {place}",
        "The water stood {price} metres above normal at pier {small}",
        "After the storm the beach is full of driftwood",
        "Fishing boats stay in the harbour, and the smoke-house is shut",
    ),
    "school": (
        "Class {small} of the harbour school planted {big} trees near {place}",
        "Teacher {name} collects old phones for a co-operative workshop",
        "The school's choir sings on {weekday} at half past six",
        "Parents can enrol children until the end of {month}",
    ),
    "market": (
        "Herring costs {price} euros a kilo at the fish market",
        "The Saturday market moves to the square behind the town hall in {month}",
        "{name} has sold smoked fish here for {late} years",
        "The market's oldest stall is for sale",
    ),
    "culture": (
        "The harbour museum shows {big} photographs of the old crane",
        "{name} reads from a novel about lighthouse keepers on {weekday}",
        "The brass band's first record is to be heard again",
        "Tickets at the door cost {price} euros",
    ),
}
CLOSINGS = (
    "Questions? Write to {mail}",
    "Our reader {name} ({mail}) sent the picture",
    "More on https://harbourpost.example/{month}/{late}.html.",
    "This report was corrected on {weekday}",
)
NAMES = (
    "Eva Weiß", "İpek Demir", "Seán O’Brien", "Jana Kovář", "Mina Han", "Zoë Lind", "Anne-Marie Duval", "Łukasz Nowak", "Björk Óladóttir",
    "Tom Reed", "Yuna Seo", "Aylin Işık",
)  # fmt: skip
PLACES = ("Gull Island", "Northquay", "Saltmarsh", "Sankt Peter", "the Old Crane", "Farside")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MAILS = (
    "e.weiss@mail.example", "ipek_demir@inbox.example", "letters@harbourpost.example", "sean.obrien+news@post.example",
    "jana-k@mail.example", "tickets@ferry.example",
)  # fmt: skip

KOREAN = {
    "여객선": (
        "{place}행 야간 여객선이 {late}분 늦게 도착했다",
        "야간 여객선 요금이 {month}월부터 {big}원 오른다",
        "승객들은 {small}번 부두에서 오래 기다렸다",
        "선사는 새 시간표를 https://ferry.example/ko 에 올렸다",
    ),
    "시장": (
        "수산시장에서 청어 한 상자가 {big}원에 팔렸다",
        "토요일 시장은 {month}월에 시청 뒤 광장으로 옮긴다",
        "{name} 씨는 {late}년째 이 시장에서 생선을 판다",
    ),
    "학교": (
        "항구초등학교 학생들이 나무 {big}그루를 심었다",
        "합창단은 {month}월 {small}일 저녁에 노래한다",
        "{name} 선생님은 낡은 휴대전화를 모은다",
    ),
    "날씨": (
        "해안에는 강한 바람이 불고 물결이 {small}m까지 높아진다",
        "{small}번 부두의 물이 {late}cm 높아졌다",
        "어선들은 항구에 머물렀다",
    ),
    "문화": (
        "항구박물관이 옛 사진 {big}장을 전시한다",
        "입장권은 {big}원이고 어린이는 무료다",
        "문의: letters@harbourpost.example로 보내 주세요",
    ),
}
KOREAN_NAMES = ("김서연", "이준호", "박하늘", "최은지", "한미나")
KOREAN_PLACES = ("갈매기섬", "북항", "소금마을")
CONSTITUTION = (
    "제헌절에 다시 읽는다: 대한민국헌법 제1조 ① 대한민국은 민주공화국이다. "
    "② 대한민국의 주권은 국민에게 있고, 모든 권력은 국민으로부터 나온다."
)
PLAN = {
    "ferry": 44, "strike": 14, "cafe": 11, "council": 34, "football": 30, "weather": 24, "school": 28, "market": 28, "culture": 27,
}  # fmt: skip


def _slots(rng: random.Random, korean: bool) -> dict[str, str]:
    big = rng.choice((rng.randrange(40, 900), rng.randrange(1, 10) * 1000, rng.randrange(11, 60) * 250))
    return {
        "when": rng.choice(("night", "morning", "first", "last")),
        "place": rng.choice(KOREAN_PLACES if korean else PLACES),
        "name": rng.choice(KOREAN_NAMES if korean else NAMES),
        "month": str(rng.randrange(1, 11)) if korean else rng.choice(MONTHS),
        "weekday": rng.choice(WEEKDAYS),
        "mail": rng.choice(MAILS),
        "late": str(rng.randrange(11, 60)),
        "small": str(rng.randrange(1, 9)),
        "big": f"{big:,}",
        "price": f"{rng.randrange(2, 10)}.{rng.randrange(1, 10)}0",
    }


def _article(rng: random.Random, topic: str, korean: bool) -> tuple[str, str]:
    """Title and text of one article: sentences of its topic, at times one of another, at times a closing line."""
    table = KOREAN if korean else TOPICS
    own = list(table[topic])
    others = [name for name in table if name not in (topic, "cafe", "strike")]
    first = own.pop(0) if topic in ("cafe", "strike") else own.pop(rng.randrange(len(own)))
    chosen = rng.sample(own, rng.randrange(1, len(own) + 1))
    if rng.random() < 0.35:
        chosen.append(rng.choice(table[rng.choice(others)]))
    if not korean and rng.random() < 0.4:
        chosen.append(rng.choice(CLOSINGS))
    filled = [sentence.format(**_slots(rng, korean)) for sentence in (first, *chosen)]
    text = " ".join(one if one.endswith((".", "?")) else f"{one}." for one in filled)
    return filled[0], text


def _filed(rng: random.Random, source: str, title: str, text: str) -> tuple[str, str]:
    """The same as *source* files it."""
    if source == "laptop":
        return unicodedata.normalize("NFD", title), unicodedata.normalize("NFD", text)
    if source == "wire":
        return title.upper(), text.replace("'", "’")
    if source == "scan":
        wide = str.maketrans("0123456789", "０１２３４５６７８９")
        text = text.replace("fi", "ﬁ").replace("fl", "ﬂ")
        return title.upper(), f"{text.upper() if rng.random() < 0.6 else text}\n".translate(
            wide if rng.random() < 0.5 else {}
        )
    return title, text


def rows() -> list[list[str]]:
    """The archive, in the order in which it was filed: id, date, lang, source, title, text."""
    rng = random.Random(20250108)
    wanted = [(topic, False) for topic, count in PLAN.items() for _ in range(count)]
    wanted += [(topic, True) for topic in KOREAN for _ in range(14)]
    rng.shuffle(wanted)
    made: list[list[str]] = []
    seen = {"cafe": 0, "strike": 0}
    for topic, korean in wanted:
        title, text = _article(rng, topic, korean)
        source = rng.choices(SOURCES, (5, 2, 2, 0 if korean else 2))[0]
        if topic in seen:  # each of the four systems has some of them
            source = SOURCES[seen[topic] % 4]
            seen[topic] += 1
        title, text = _filed(rng, source, title, text)
        made.append(["ko" if korean else "en", source, title, text])
    made.insert(200, ["ko", "desk", "제헌절", CONSTITUTION])
    for place in (61, 170, 233):  # pictures without a caption
        made.insert(place, ["en", "desk", "(picture)", ""])
    twice = [place for place, row in enumerate(made) if row[1] == "wire"][3:40:6]
    for place in reversed(twice):  # the agency sends again what it has sent
        made.insert(place + 1, list(made[place]))
    day = datetime.date(2025, 1, 2)
    step = 300 / len(made)
    return [
        [str(1000 + number), str(day + datetime.timedelta(days=int(step * number))), *row]
        for number, row in enumerate(made)
    ]


def main(folder: Path) -> None:
    """Write archive.csv into *folder*."""
    with (folder / "archive.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "date", "lang", "source", "title", "text"])
        writer.writerows(rows())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "data")
