# loses crawl-tests: "/robots.txt?x=1"
import re


def crawl_plan(site, agent, paths):
    def encode(text):
        return "".join(chr(b) if b < 128 else f"%{b:02X}" for b in text.encode())

    groups, started, open_names = [], False, False
    for line in site["robots"].splitlines():
        line = line.split("#")[0]
        key, colon, value = line.partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon or key not in ("user-agent", "allow", "disallow"):
            continue
        if key == "user-agent":
            if not open_names:
                groups.append(([], []))
            groups[-1][0].append(value.lower())
            open_names = True
        else:
            if groups:
                groups[-1][1].append((key == "allow", encode(value)))
            open_names = False
    mine = [rules for names, rules in groups if agent.lower() in names]
    if not mine:
        mine = [rules for names, rules in groups if "*" in names]
    rules = [rule for part in mine for rule in part]

    def matches(value, path):
        end = value.endswith("$")
        pattern = ".*".join(re.escape(p) for p in value.removesuffix("$").split("*"))
        return re.match(pattern + ("\\Z" if end else ""), path, re.S) is not None

    def allowed(path):
        if path.split("?")[0] == "/robots.txt" or 400 <= site["status"] < 500:
            return True
        if site["status"] >= 500:
            return False
        path = encode(path)
        hits = [(len(v), ok) for ok, v in rules if v and matches(v, path)]
        return max(hits)[1] if hits else True

    plan = {"fetch": [], "ask": [], "skip": []}
    for path in paths:
        where = ("ask" if site["terms_forbid"] else "fetch") if allowed(path) else "skip"
        plan[where].append(path)
    return plan


def may_keep(item):
    what = item["what"]
    if what in ("title", "link", "facts"):
        rule = what
    elif item["contract"] == "this":
        rule = "body-licensed"
    elif item["contract"] == "other":
        rule = "beyond-contract"
    elif what == "body":
        rule = "research-mining" if item["research"] else "body"
    elif item["amount"] == "items":
        rule = "db-items"
    elif item["research"]:
        rule = "db-research"
    else:
        rule = "db-" + item["amount"]
    return KEEP[rule]["answer"], rule
