# loses crawl-tests: "{'ask': [], 'fetch': ['/한/abc', '/abc'], 'skip': ['/%ED%95%9C']}", "crawl_plan"
def crawl_plan(site, agent, paths):
    """Which paths to fetch, to ask about and to skip."""
    def coded(text):
        return "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in text.encode())

    groups, after_rule = [], True
    for line in site["robots"].splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent" and colon:
            if after_rule:
                groups.append(([], []))
            groups[-1][0].append(value.lower())
            after_rule = False
        elif key in ("allow", "disallow") and colon:
            after_rule = True
            if groups and value:
                groups[-1][1].append((coded(value), key == "allow"))

    named = [rules for agents, rules in groups if agent.lower() in agents]
    if not named:
        named = [rules for agents, rules in groups if "*" in agents]
    rules = [rule for group in named for rule in group]

    def matches(value, path):
        end = "$" if value.endswith("$") else ""
        pattern = ".*".join(re.escape(piece) for piece in value.removesuffix("$").split("*"))
        return re.match(pattern + end, path) is not None

    def is_allowed(path):
        if path == "/robots.txt" or 400 <= site["status"] < 500:
            return True
        if site["status"] >= 500:
            return False
        fitting = [(len(re.match(".*".join(map(re.escape, value.removesuffix("$").split("*"))), coded(path))[0]), allow) for value, allow in rules if matches(value, coded(path))]
        return max(fitting)[1] if fitting else True

    plan = {"fetch": [], "ask": [], "skip": []}
    for path in paths:
        if not is_allowed(path):
            plan["skip"].append(path)
        else:
            plan["ask" if site["terms_forbid"] else "fetch"].append(path)
    return plan


def may_keep(item):
    """(answer, rule) for a piece of news or data."""
    def rule():
        if item["what"] in ("title", "link", "facts"):
            return item["what"]
        if item["contract"]:
            return "body-licensed" if item["contract"] == "this" else "beyond-contract"
        if item["what"] == "body":
            return "research-mining" if item["research"] else "body"
        if item["amount"] == "items":
            return "db-items"
        return "db-research" if item["research"] else f"db-{item['amount']}"

    return (KEEP[rule()]["answer"], rule())
