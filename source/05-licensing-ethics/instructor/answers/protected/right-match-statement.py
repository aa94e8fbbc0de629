def protected(work):
    match work["kind"], work["maker"]:
        case ("statute" | "judgment" | "news-facts" | "idea" | "title") as kind, _:
            return "no", kind
        case "notice", "state":
            return "no", "notice"
        case "law-compilation", "state":
            return "no", "official-compilation"
        case "programming-language" | "protocol" | "algorithm", _:
            return "no", "not-the-program"
        case _, "machine":
            return "no", "machine-made"
        case _, "person+machine":
            return "ask", "ai-assisted"
    if not work["creative"]:
        return ("yes", "database") if work["kind"] == "database" and work["invested"] else ("no", "no-creativity")
    last_year = (work["died"] or 2026) + 70
    if last_year < 2026:
        return "no", "expired"
    if work["died"] is not None and work["died"] < 1963:
        return "no", "lapsed"
    return "yes", "state-work" if work["maker"] == "state" else "work"
