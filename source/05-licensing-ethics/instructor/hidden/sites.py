"""robots.txt files, the paths that a crawler wants, and the plan that follows: one kind a clause of the text, then many at random."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from workbook import check

if TYPE_CHECKING:
    from numpy.random import Generator

Plan = dict[str, list[str]]
Rules = list[tuple[str, bool]]
"""Values, and whether each of them allows."""
Case = tuple[str, str, list[str], Plan, str, int, bool, str]
"""The row of the table, robots.txt, paths, plan, crawler, status, whether the terms forbid crawling, and why it is so."""

ASCII = "".join(map(chr, range(128)))


def fits(value: str, path: str) -> bool:
    """Walk the pieces between stars."""
    anchored, body = value.endswith("$"), value[:-1] if value.endswith("$") else value
    pieces = body.split("*")
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for number, piece in enumerate(pieces[1:], 1):
        if anchored and number == len(pieces) - 1:
            return len(path) - len(piece) >= at and path.endswith(piece)
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return at == len(path) if anchored else True


def planned(rules: Rules, paths: list[str], status: int = 200, terms: bool = False) -> Plan:
    plan: Plan = {"fetch": [], "ask": [], "skip": []}
    for path in paths:
        coded = [(quote(value, safe=ASCII), allow) for value, allow in rules if value]
        hits = sorted((len(value), allow) for value, allow in coded if fits(value, quote(path, safe=ASCII)))
        allowed = not hits or hits[-1][1]
        good = path == "/robots.txt" or (status < 500 and (status >= 400 or allowed))
        plan[("ask" if terms else "fetch") if good else "skip"].append(path)
    return plan


def fitting(rules: Rules, path: str) -> list[tuple[int, bool, str]]:
    """Length, allowed or not, and value of each rule that matches, the strongest last."""
    coded = [(len(quote(value, safe=ASCII)), allow, value) for value, allow in rules if value]
    return sorted(
        rule for rule in coded if fits(quote(rule[2], safe=ASCII), quote(path, safe=ASCII)) and path != "/robots.txt"
    )


def why(rules: Rules, path: str) -> str:
    """The rules that match the path, in words."""
    told = [
        f"{'Allow' if allow else 'Disallow'}: {value} (length {size})" for size, allow, value in fitting(rules, path)
    ]
    return f"of the rules that count these match {path}: {', '.join(told) or 'none'}; "


GROUPS = [
    ("group", "User-agent: HanBot\n\nUser-agent: B\nDisallow: /b\n", ["/b", "/c"], "sf"),
    ("group", "User-agent: HanBot\n# and\nUser-agent: B\nDisallow: /b\n", ["/b", "/c"], "sf"),
    ("group", "User-agent: HanBot\nDisallow\nUser-agent: OtherBot\nDisallow: /x\n", ["/x", "/y"], "sf"),
    ("group", "User-agent: HanBot\nDisallow: /x\nUser-agent\nDisallow: /y\n", ["/x", "/y"], "ss"),
    ("group", "User-agent: HanBot\nDisallow: /a\n\nUser-agent: *\nAllow: /\n\nUser-agent: hanbot\nDisallow: /b\n", ["/a", "/b", "/c"], "ssf"),
    ("no-match", "User-agent: OtherBot\nDisallow: /\n", ["/a", "/b"], "ff"),
    ("group", "User-agent: *\nDisallow: /\n\nUser-agent: HanBot\n", ["/a"], "f"),
    ("group", "User-agent: HanBot\nDisallow:\n\nUser-agent: *\nDisallow: /\n", ["/a"], "f"),
    ("group", "User-agent: HanBot\nDisallow:\nUser-agent: OtherBot\nDisallow: /\n", ["/a"], "f"),
    ("group", "User-agent: OtherBot\nUser-agent: HanBot\nDisallow: /x\n", ["/x", "/y"], "sf"),
    ("group", "User-agent: HanBot\nUser-agent: OtherBot\nDisallow: /x\n", ["/x", "/y"], "sf"),
    ("group", "User-agent: HanBot\nCrawl-delay: 5\nUser-agent: OtherBot\nDisallow: /x\n", ["/x", "/y"], "sf"),
    ("group", "User-agent: HanBot\nDisallow: /x\nCrawl-delay: 5\nDisallow: /y\n", ["/x", "/y"], "ss"),
    ("group", "User-agent: HanBot\n\nDisallow: /x\n\nDisallow: /y\n", ["/x", "/y", "/z"], "ssf"),
    ("group", "User-agent: HanBot\nDisallow: /x\nUser-agent: OtherBot\nDisallow: /y\n", ["/x", "/y"], "sf"),
    ("star", "User-agent: HanBot-News\nDisallow: /\n\nUser-agent: *\nDisallow: /x\n", ["/x", "/y"], "sf"),
    ("star", "User-agent: Han\nDisallow: /\n\nUser-agent: *\nDisallow: /x\n", ["/x", "/y"], "sf"),
    ("star", "User-agent: OtherBot HanBot\nDisallow: /\n\nUser-agent: *\nDisallow: /x\n", ["/x", "/y"], "sf"),
    ("star", "User-agent: *\nDisallow: /x\n\nUser-agent: OtherBot\nDisallow: /\n\nUser-agent: *\nDisallow: /y\n", ["/x", "/y", "/z"], "ssf"),
    ("group", "Disallow: /\nUser-agent: *\nDisallow: /x\n", ["/x", "/y"], "sf"),
    ("group", "USER-AGENT: hanBOT\nDISALLOW: /x\nallow: /x/y\n", ["/x", "/x/y"], "sf"),
    ("group", "uSER-aGENT: HanBot\ndisALLOW: /x\naLLOW: /x/y\n", ["/x", "/x/y"], "sf"),
    ("group", "user-agent : HanBot # that's me\n  disallow :/x\n", ["/x", "/y"], "sf"),
    ("group", "# User-agent: *\nUser-agent: HanBot\n# Disallow: /y\nDisallow: /x # not /y\nDisallow: /z#1\n", ["/x", "/y", "/z"], "sfs"),
    ("group", "User-agent HanBot\nDisallow: /\n\nUser-agent: *\nDisallow /y\nnonsense\nDisallow: /x\n", ["/x", "/y"], "sf"),
    ("group", "User-agent: HanBot\nNoindex: /y\nAllowed: /x\nDisallow: /x\n", ["/x", "/y"], "sf"),
    ("group", "", ["/a"], "f"),
]  # fmt: skip
RULES = [
    ("longest", "Disallow: /a$\nAllow: /a\n", ["/a", "/ab"], "sf"),
    ("longest", "Disallow: /a?b\nAllow: /a*b$\n", ["/a?b", "/a?bc"], "fs"),
    ("wildcard", "Disallow: /a$$\n", ["/a", "/a$"], "fs"),
    ("longest", "Disallow: /\n", ["/sub/robots.txt", "/robots.txt"], "sf"),
    ("tie", "Allow: /n\nDisallow: /n\n", ["/n/1"], "f"),
    ("tie", "Disallow: /n*\nAllow: /n/\n", ["/n/1"], "f"),
    ("longest", "Disallow: /n*\nAllow: /n\n", ["/n/1"], "s"),
    ("longest", "Allow: /n$\nDisallow: /n\n", ["/n", "/nn"], "fs"),
    ("longest", "Disallow: /news/*/1\nAllow: /news/paid\n", ["/news/paid/1", "/news/free/1", "/news/paid/2"], "fsf"),
    ("longest", "Disallow: /a\nAllow: /a/b\nDisallow: /a/b/c\n", ["/a", "/a/b", "/a/b/c"], "sfs"),
    ("longest", "Disallow: /\n", ["/", "/a", "/robots.txt", "/robots.txt2"], "ssfs"),
    ("longest", "Disallow: /\n", ["/robots.txt?x=1", "/robots.txt/", "/Robots.txt", "/robots.txt"], "sssf"),
    ("wildcard", "Disallow: /*/x$\n", ["/a/x", "/a/xy", "/a/b/x", "/x"], "sfsf"),
    ("wildcard", "Disallow: /a*b\n", ["/ab", "/a/c/b", "/ac", "/abc"], "ssfs"),
    ("wildcard", "Disallow: /a$b\n", ["/a", "/a$b", "/a$bc"], "fss"),
    ("wildcard", "Disallow: /a*$\n", ["/a", "/abc"], "ss"),
    ("wildcard", "Disallow: *.gif\n", ["/x.gif", "/x.gif?1", "/xgif"], "ssf"),
    ("wildcard", "Disallow: /a.b\nDisallow: /q?x=1\nDisallow: /c+d\n", ["/a.b", "/axb", "/q?x=1", "/x=1", "/ccd", "/c+d"], "sfsffs"),
    ("wildcard", "Disallow: /x(1)\nDisallow: /[a]\nDisallow: /p|q\n", ["/x(1)", "/x1", "/[a]", "/a", "/p", "/p|q"], "sfsffs"),
    ("wildcard", "Disallow: /a:b\n", ["/a", "/a:b"], "fs"),
    ("no-match", "Disallow: /shop\n", ["/a/shop", "/shops", "/Shop"], "fsf"),
    ("no-match", "Disallow: /shop/\n", ["/shop", "/shop/1"], "fs"),
    ("no-match", "Disallow: shop\n", ["/shop"], "f"),
    ("longest", "Disallow: /한글\nAllow: /한글/a\n", ["/한글", "/한글/a", "/%ED%95%9C%EA%B8%80/b", "/%ED%95%9C%EA%B8%80/a"], "sfsf"),
    ("longest", "Allow: /%ED%95%9C\nDisallow: /한글\n", ["/한국", "/한글"], "fs"),
    ("longest", "Disallow: /한*\nAllow: /*%ED%95%9C\n", ["/한글"], "f"),
    ("longest", "Disallow: /한글\nAllow: /*abcdef\n", ["/한글/abcdef"], "s"),
    ("longest", "Allow: /한글\nDisallow: /*abcdefghij\n", ["/한글/abcdefghij"], "f"),
    ("longest", "Disallow: /**\nAllow: /a\n", ["/a", "/b"], "ss"),
]  # fmt: skip


def spelled(paths: list[str], word: str) -> Plan:
    plan: Plan = {"fetch": [], "ask": [], "skip": []}
    for path, letter in zip(paths, word, strict=True):
        plan["skip" if letter == "s" else "fetch"].append(path)
    return plan


VALUES = [
    "/",
    "/news",
    "/news/",
    "/news/paid",
    "/*.pdf$",
    "/*.pdf",
    "/shop/*/view",
    "/a$",
    "/한글",
    "/a",
    "/*x",
    "",
    "/news/*/1",
    "/a.b",
    "/*",
]
PATHS = ["/", "/a", "/ab", "/a.b", "/axb", "/news", "/news/1", "/news/paid/1", "/x.pdf", "/x.pdf?y", "/shop/3/view", "/shop/3/4/view", "/shop/3", "/한글/1", "/zx", "/robots.txt"]  # fmt: skip
CRAWLERS = ["HanBot", "news-reader", "Crawler2"]


@functools.cache
def cases(part: str) -> list[Case]:
    random = check.rng(f"crawl {part}")

    def one(choices: list[str]) -> str:
        return choices[int(random.integers(len(choices)))]

    made: list[Case] = []
    if part == "groups":
        made = [
            (rule, text, paths, spelled(paths, word), "HanBot", 200, False, "") for rule, text, paths, word in GROUPS
        ]
    elif part == "rules":
        made = [
            (rule, "User-agent: *\n" + text, paths, spelled(paths, word), "HanBot", 200, False, "")
            for rule, text, paths, word in RULES
        ]
    else:
        for status in (400, 401, 403, 404, 408, 410, 429, 451, 499, 500, 501, 503, 511, 599, 201, 299):
            for terms in (True, False):
                paths = ["/b", "/robots.txt", "/a"]
                rule = "unavailable" if 400 <= status < 500 else "unreachable" if status >= 500 else "longest"
                rule = "terms" if terms and status < 400 else rule
                plan = planned([("/b", False), ("/robots", False)], paths, status, terms)
                text = "User-agent: *\nDisallow: /b\nDisallow: /robots\n"
                made.append((rule, text, paths, plan, "HanBot", status, terms, f"status {status}; "))
    drawn = [case for _ in range(40) for case in at_random(part, random, one)]
    return made + sorted(drawn, key=lambda case: len(case[1]))


def at_random(part: str, random: Generator, one: Callable[[list[str]], str]) -> list[Case]:
    """One robots.txt of rules and noise, a case for each of some paths."""
    agent = one(CRAWLERS)
    names = ["*", "*", agent.upper(), agent.lower(), "OtherBot", agent[:-1], agent + "2"]
    groups = []
    for _ in range(1 if part == "rules" else int(random.integers(1, 4))):
        agents = (
            ["*"] if part == "rules" else list(dict.fromkeys(one(names) for _ in range(int(random.integers(1, 3)))))
        )
        groups.append(
            (agents, [(one(VALUES), bool(random.random() < 0.45)) for _ in range(int(random.integers(1, 5)))])
        )
    mine = [group for group in groups if agent.lower() in [name.lower() for name in group[0]]]
    rules = [rule for group in mine or [group for group in groups if "*" in group[0]] for rule in group[1]]
    paths = [PATHS[int(place)] for place in random.permutation(len(PATHS))[:5]]
    status = int(random.choice([200, 204, 401, 410, 500, 502])) if part == "status" else 200
    terms = bool(random.random() < 0.5) if part == "status" else False
    lines = [one(["# made by hand", "Sitemap: https://example.org/map.xml", "Disallow: /ignored", ""])]
    for agents, drawn in groups:
        lines += [f"{one(['User-agent', 'user-agent', 'USER-AGENT'])}: {name}" for name in agents]
        for value, allow in drawn:
            lines.append(
                f"{one(['Allow', 'allow'] if allow else ['Disallow', 'DISALLOW'])}: {value}{one(['', '  # why'])}"
            )
            if random.random() < 0.2:
                lines.append(one(["Crawl-delay: 5", "", "nonsense"]))
    text = "\n".join(lines) + "\n"
    made: list[Case] = []
    for path in paths:
        strong = fitting(rules, path)
        tie = {allow for size, allow, _ in strong if size == strong[-1][0]} == {True, False}
        rule = "tie" if tie else "longest" if strong else "no-match"
        if part == "groups":
            rule = "group" if mine else "star"
        if status >= 400:
            rule = "unavailable" if status < 500 else "unreachable"
        elif terms:
            rule = "terms"
        note = why(rules, path) if status < 400 else f"status {status}; "
        made.append((rule, text, [path], planned(rules, [path], status, terms), agent, status, terms, note))
    return made
