# loses kogl-tests: "the line for a work without an author", "한강 지도'를"
def kogl(mark, use):
    """(answer, rule) for a use of a public work."""
    t, ai, purpose = mark["type"], mark["ai"], use["purpose"]
    if t is None and not ai:
        rule = "unmarked"
    elif t == 0:
        rule = "type-0"
    elif purpose == "sell-training-data":
        rule = "ai-resell" if ai else "train-unmarked"
    elif purpose == "train":
        rule = "ai-train" if ai else "train-unmarked"
    elif t is None:
        rule = "ai-alone"
    elif use["commercial"] and t in (2, 4):
        rule = "no-commercial"
    elif use["change"] and t in (3, 4):
        rule = "no-change"
    else:
        rule = "credit"
    return KOGL[rule]["answer"], rule


def attribution(work):
    """The line that names the source of a public work; "" for type 0."""
    if work["type"] == 0:
        return ""
    credit = f"(작성자:{work['author']})" if work["author"] else ""
    return f"본 저작물은 '{work['institution']}'에서 '{work['year']}년' 작성하여 공공누리 제{work['type']}유형으로 개방한 '{work['title']}{credit}'" + ('를' if not credit and (ord(work['title'][-1]) - 0xAC00) % 28 == 0 else '을') + f" 이용하였으며, 해당 저작물은 '{work['institution']}, {work['url']}'에서 무료로 다운받으실 수 있습니다."
