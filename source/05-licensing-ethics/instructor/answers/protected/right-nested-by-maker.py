FREE_KINDS = {"statute": "statute", "judgment": "judgment", "news-facts": "news-facts", "idea": "idea", "title": "title",
              "programming-language": "not-the-program", "protocol": "not-the-program", "algorithm": "not-the-program"}
FREE_FOR_THE_STATE = {"notice": "notice", "law-compilation": "official-compilation"}


def protected(work):
    kind, maker = work["kind"], work["maker"]
    reason = FREE_KINDS.get(kind) or (FREE_FOR_THE_STATE.get(kind) if maker == "state" else None)
    if reason:
        return ("no", reason)
    if "machine" in maker:
        return ("ask", "ai-assisted") if "+" in maker else ("no", "machine-made")
    if not work["creative"]:
        return ("yes", "database") if (kind, work["invested"]) == ("database", True) else ("no", "no-creativity")
    died = work["died"]
    if died is not None and died <= 1955:
        return ("no", "expired")
    if died is not None and died <= 1962:
        return ("no", "lapsed")
    return ("yes", {"state": "state-work"}.get(maker, "work"))
