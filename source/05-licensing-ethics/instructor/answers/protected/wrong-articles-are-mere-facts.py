# loses protected-tests in "pieces of the folder": "any other creative work", "('no', 'news-facts')"
def protected(work):
    """(answer, id of the row that decides) for one piece of material."""
    kind, maker = work["kind"], work["maker"]
    if kind in ("statute", "judgment", "news-facts", "news-article", "idea", "title"):
        return ("no", "news-facts" if kind == "news-article" else kind)
    if kind == "notice" and maker == "state":
        return ("no", "notice")
    if kind == "law-compilation" and maker == "state":
        return ("no", "official-compilation")
    if kind in ("programming-language", "protocol", "algorithm"):
        return ("no", "not-the-program")
    if maker == "machine":
        return ("no", "machine-made")
    if maker == "person+machine":
        return ("ask", "ai-assisted")
    if not work["creative"]:
        if kind == "database" and work["invested"]:
            return ("yes", "database")
        return ("no", "no-creativity")
    if work["died"] is not None:
        if work["died"] + 70 < 2026:
            return ("no", "expired")
        if work["died"] < 1963:
            return ("no", "lapsed")
    if maker == "state":
        return ("yes", "state-work")
    return ("yes", "work")
