def kogl(mark, use):
    kind, ai, purpose = mark["type"], mark["ai"], use["purpose"]
    rules = [
        ("unmarked", kind is None and not ai),
        ("type-0", kind == 0),
        ("ai-resell", purpose == "sell-training-data" and ai),
        ("ai-train", purpose == "train" and ai),
        ("train-unmarked", purpose != "use"),
        ("ai-alone", kind is None),
        ("no-commercial", use["commercial"] and kind in {2, 4}),
        ("no-change", use["change"] and kind in {3, 4}),
        ("credit", True),
    ]
    rule = next(name for name, holds in rules if holds)
    return (KOGL[rule]["answer"], rule)


TEMPLATE = "본 저작물은 '%(institution)s'에서 '%(year)s년' 작성하여 공공누리 제%(type)s유형으로 개방한 '%(title)s%(by)s'을 이용하였으며, 해당 저작물은 '%(institution)s, %(url)s'에서 무료로 다운받으실 수 있습니다."


def attribution(work):
    by = "(작성자:%s)" % work["author"] if work["author"] else ""
    return TEMPLATE % {**work, "by": by} if work["type"] else ""
