LIMITS = {0: (), 1: (), 2: ("commercial",), 3: ("change",), 4: ("commercial", "change")}


def kogl(mark, use):
    kind, ai, purpose = mark["type"], mark["ai"], use["purpose"]
    if kind is None and not ai:
        rule = "unmarked"
    elif kind == 0:
        rule = "type-0"
    elif purpose in ("train", "sell-training-data"):
        rule = {"train": "ai-train", "sell-training-data": "ai-resell"}[purpose] if ai else "train-unmarked"
    elif kind is None:
        rule = "ai-alone"
    else:
        broken = [limit for limit in LIMITS[kind] if use[limit]]
        rule = f"no-{broken[0]}" if broken else "credit"
    return KOGL[rule]["answer"], rule


def attribution(work):
    if not work["type"]:
        return ""
    title = work["title"] + ("" if work["author"] is None else "(작성자:" + work["author"] + ")")
    return "본 저작물은 '{}'에서 '{}년' 작성하여 공공누리 제{}유형으로 개방한 '{}'을 이용하였으며, 해당 저작물은 '{}, {}'에서 무료로 다운받으실 수 있습니다.".format(
        work["institution"], work["year"], work["type"], title, work["institution"], work["url"])
