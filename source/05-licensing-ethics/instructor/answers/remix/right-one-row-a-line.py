def elements_of(licence):
    name = licence.split()[0] if licence.startswith("CC0") else licence.split()[1]
    return frozenset() if name == "CC0" else frozenset(name.split("-"))


def version_of(licence):
    return tuple(int(digit) for digit in licence.split()[-1].split("."))


def remix(sources, new):
    share_alike = [source for source in sources if "SA" in elements_of(source)]
    together = frozenset().union(*map(elements_of, sources)) if sources else frozenset()
    lines = [
        ("nd", "ND" in together),
        ("sa-same", any(elements_of(source) != elements_of(new) for source in share_alike)),
        ("sa-first", any(version_of(source) == (1, 0) and version_of(new) != (1, 0) for source in share_alike)),
        ("sa-earlier", any(version_of(source) > version_of(new) for source in share_alike)),
        ("sa-with-nc", "NC" in together and any("NC" not in elements_of(source) for source in share_alike)),
        ("nc-dropped", "NC" in together and "NC" not in elements_of(new)),
        ("by-dropped", bool(together) and not elements_of(new)),
        ("free", not together),
        ("sa-later", any(version_of(source) < version_of(new) for source in share_alike)),
        ("kept", True),
    ]
    rule = next(rule for rule, fits in lines if fits)
    return REMIX[rule]["answer"], rule
