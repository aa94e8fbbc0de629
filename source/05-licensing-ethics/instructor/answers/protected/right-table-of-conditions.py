def protected(work):
    """Ask the rows one after the other."""
    kind, maker, died = work["kind"], work["maker"], work["died"]
    rows = {
        "statute": kind == "statute",
        "notice": (kind, maker) == ("notice", "state"),
        "judgment": kind == "judgment",
        "official-compilation": (kind, maker) == ("law-compilation", "state"),
        "news-facts": kind == "news-facts",
        "idea": kind == "idea",
        "not-the-program": kind in {"programming-language", "protocol", "algorithm"},
        "title": kind == "title",
        "machine-made": maker == "machine",
        "ai-assisted": maker == "person+machine",
        "database": kind == "database" and not work["creative"] and work["invested"],
        "no-creativity": not work["creative"],
        "expired": died is not None and 2026 - died > 70,
        "lapsed": died is not None and died <= 1962,
        "state-work": maker == "state",
    }
    reason = next((rule for rule, fits in rows.items() if fits), "work")
    return PROTECTED[reason]["answer"], reason
