# loses crawl-tests: "HanBot', ['/b']", "other groups"
import re


def encoded(text):
    return "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in text.encode())


def read_robots(text):
    groups, after_rule = [], True
    for line in text.splitlines():
        line = line.split("#")[0]
        if not line.strip():
            after_rule = True
        if ":" not in line:
            continue
        key, _, value = line.partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            if after_rule:
                groups.append(([], []))
            groups[-1][0].append(value.lower())
            after_rule = False
        elif key in ("allow", "disallow"):
            after_rule = True
            if groups:
                groups[-1][1].append((encoded(value), key == "allow"))
    return groups


def matches(value, path):
    end = value.endswith("$")
    if end:
        value = value[:-1]
    pattern = ".*".join(re.escape(piece) for piece in value.split("*"))
    if end:
        pattern += r"\Z"
    return re.match(pattern, path, re.DOTALL) is not None


def crawl_plan(site, agent, paths):
    """Which paths to fetch, to ask about and to skip."""
    groups = read_robots(site["robots"])
    mine = [rules for agents, rules in groups if agent.lower() in agents]
    if not mine:
        mine = [rules for agents, rules in groups if "*" in agents]
    rules = [rule for some in mine for rule in some if rule[0]]
    plan = {"fetch": [], "ask": [], "skip": []}
    for path in paths:
        if path == "/robots.txt":
            allowed = True
        elif 400 <= site["status"] <= 499:
            allowed = True
        elif site["status"] >= 500:
            allowed = False
        else:
            fits = [(len(value), yes) for value, yes in rules if matches(value, encoded(path))]
            allowed = max(fits)[1] if fits else True
        plan["skip" if not allowed else "ask" if site["terms_forbid"] else "fetch"].append(path)
    return plan


def may_keep(item):
    """(answer, rule) for a piece of news or data."""
    what, contract, research, amount = item["what"], item["contract"], item["research"], item["amount"]
    if what in ("title", "link", "facts"):
        rule = what
    elif contract == "this":
        rule = "body-licensed"
    elif contract == "other":
        rule = "beyond-contract"
    elif what == "body":
        rule = "research-mining" if research else "body"
    elif amount == "items":
        rule = "db-items"
    elif research:
        rule = "db-research"
    elif amount == "systematic":
        rule = "db-systematic"
    else:
        rule = "db-substantial"
    return KEEP[rule]["answer"], rule
