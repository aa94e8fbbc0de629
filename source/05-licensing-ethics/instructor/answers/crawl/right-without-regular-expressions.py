def plain(text):
    return "".join(letter if letter.isascii() else "".join("%" + f"{byte:X}" for byte in letter.encode("utf-8")) for letter in text)


def fits(value, path):
    """Whether a rule's value matches the path, piece by piece between the stars."""
    if not value:
        return path == ""
    if value == "$":
        return path == ""
    if value[0] == "*":
        return any(fits(value[1:], path[start:]) if value[1:] else True for start in range(len(path) + 1))
    if not path or value[0] != path[0]:
        return False
    return True if len(value) == 1 else fits(value[1:], path[1:])


def rules_for(text, agent):
    groups, fresh = [], True
    for line in text.splitlines():
        line = line.split("#", 1)[0]
        if ":" not in line:
            continue
        key, value = line.split(":", 1)
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            if fresh:
                groups.append({"agents": set(), "rules": []})
            groups[-1]["agents"].add(value.lower())
            fresh = False
        elif key in ("allow", "disallow"):
            fresh = True
            if groups and value:
                groups[-1]["rules"].append((plain(value), key))
    for wanted in (agent.lower(), "*"):
        mine = [group for group in groups if wanted in group["agents"]]
        if mine:
            return [rule for group in mine for rule in group["rules"]]
    return []


def crawl_plan(site, agent, paths):
    rules = rules_for(site["robots"], agent)
    result = {"fetch": [], "ask": [], "skip": []}
    for path in paths:
        longest, verdict = 0, "allow"
        for value, key in rules:
            size = len(value)
            if fits(value, plain(path)) and (size > longest or (size == longest and key == "allow")):
                longest, verdict = size, key
        if site["status"] >= 500:
            verdict = "disallow"
        elif site["status"] >= 400:
            verdict = "allow"
        if path == "/robots.txt":
            verdict = "allow"
        name = "skip" if verdict == "disallow" else "ask" if site["terms_forbid"] else "fetch"
        result[name].append(path)
    return result


def may_keep(item):
    if item["what"] == "body" or item["what"] == "database":
        if item["contract"] == "this":
            return ("yes", "body-licensed")
        if item["contract"] == "other":
            return ("no", "beyond-contract")
        if item["what"] == "body":
            return ("ask", "research-mining") if item["research"] else ("no", "body")
        if item["amount"] == "items":
            return ("yes", "db-items")
        return ("ask", "db-research") if item["research"] else ("no", f"db-{item['amount']}")
    return ("ask" if item["what"] == "title" else "yes", item["what"])
