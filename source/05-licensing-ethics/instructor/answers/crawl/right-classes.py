import re
import string
from urllib.parse import quote


class Robots:
    """RFC 9309 for one crawler."""

    def __init__(self, text, agent):
        groups, current, open_ = {}, [], False
        for raw in text.splitlines():
            line = raw.split("#")[0]
            if ":" not in line:
                continue
            key, value = (part.strip() for part in line.split(":", 1))
            key = key.lower()
            if key == "user-agent":
                current = [*current, value.lower()] if open_ else [value.lower()]
                open_ = True
                groups.setdefault(value.lower(), [])
            elif key in {"allow", "disallow"}:
                open_ = False
                if value:
                    for name in set(current):
                        groups[name].append((quote(value, safe=string.printable), key == "allow"))
        self.rules = groups.get(agent.lower(), groups.get("*", []))

    def allows(self, path):
        best = (-1, True)
        for value, allow in self.rules:
            pattern = re.escape(value).replace(r"\*", ".*")
            if pattern.endswith(r"\$"):
                pattern = pattern[:-2] + r"\Z"
            if re.match(pattern, quote(path, safe=string.printable)):
                best = max(best, (len(value), allow))
        return best[1]


def crawl_plan(site, agent, paths):
    robots = Robots(site["robots"], agent)
    plan = {"fetch": [], "ask": [], "skip": []}
    for path in paths:
        if path == "/robots.txt":
            good = True
        elif site["status"] >= 500:
            good = False
        else:
            good = site["status"] >= 400 or robots.allows(path)
        plan["skip" if not good else "ask" if site["terms_forbid"] else "fetch"].append(path)
    return plan


def may_keep(item):
    what, contract = item["what"], item["contract"]
    if what in {"title", "link", "facts"}:
        rule = what
    elif contract == "this":
        rule = "body-licensed"
    elif contract == "other":
        rule = "beyond-contract"
    elif what == "body":
        rule = ["body", "research-mining"][item["research"]]
    elif item["amount"] == "items":
        rule = "db-items"
    else:
        rule = "db-research" if item["research"] else "db-" + item["amount"]
    return KEEP[rule]["answer"], rule
