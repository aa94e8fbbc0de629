# loses remix-tests: "sources that are all CC0", "remix("
def remix(sources, new):
    """(answer, rule) for a remix of *sources* under the licence *new*."""
    def parse(licence):
        name, version = licence.removeprefix("CC ").split()
        return (set() if name == "CC0" else set(name.split("-"))), float(version)

    parsed = [parse(source) for source in sources]
    elements, version = parse(new)
    alike = [(e, v) for e, v in parsed if "SA" in e]
    if any("ND" in e for e, v in parsed):
        return ("no", "nd")
    if any(e != elements for e, v in alike):
        return ("no", "sa-same")
    if any(v == 1.0 and version != 1.0 for e, v in alike):
        return ("no", "sa-first")
    if any(version < v for e, v in alike):
        return ("no", "sa-earlier")
    if any(e == {"BY", "SA"} for e, v in parsed) and any("NC" in e for e, v in parsed):
        return ("no", "sa-with-nc")
    if any("NC" in e for e, v in parsed) and "NC" not in elements:
        return ("not recommended", "nc-dropped")
    if not elements and any(e for e, v in parsed):
        return ("not recommended", "by-dropped")
    if parsed and not any(e for e, v in parsed):
        return ("ok", "free")
    if any(version > v for e, v in alike):
        return ("ok", "sa-later")
    return ("ok", "kept")
