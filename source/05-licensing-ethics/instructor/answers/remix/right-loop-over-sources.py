def remix(sources, new):
    def split(licence):
        *_, name, version = licence.split()
        return name.replace("CC0", "").split("-") if name != "CC0" else [], float(version)

    target, version = split(new)
    seen = {"nd": False, "sa-same": False, "sa-first": False, "sa-earlier": False, "sa-with-nc": False, "nc-dropped": False,
            "by-dropped": False, "free": True, "sa-later": False, "kept": True}
    bare_sa = money = False
    for source in sources:
        elements, of = split(source)
        seen["nd"] |= "ND" in elements
        money |= "NC" in elements
        bare_sa |= elements == ["BY", "SA"]
        seen["free"] &= not elements
        seen["by-dropped"] |= bool(elements) and not target
        if "SA" in elements:
            seen["sa-same"] |= elements != target
            seen["sa-first"] |= of == 1.0 and version != 1.0
            seen["sa-earlier"] |= version < of
            seen["sa-later"] |= version > of
    seen["sa-with-nc"] = bare_sa and money
    seen["nc-dropped"] = money and "NC" not in target
    rule = [name for name, holds in seen.items() if holds][0]
    return (REMIX[rule]["answer"], rule)
