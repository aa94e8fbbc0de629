# loses kogl-tests: "selling training data made from works with the AI mark: type 1, AI mark; sell-training-data", "('no', 'ai-resell')"
def kogl(mark, use):
    """(answer, rule) for a use of a public work."""
    def rule():
        if mark["type"] is None and not mark["ai"]:
            return "unmarked"
        if mark["type"] == 0:
            return "type-0"
        if use["purpose"] == "sell-training-data":
            return "ai-resell" if mark["ai"] else "train-unmarked"
        if use["purpose"] == "train":
            return "ai-train" if mark["ai"] else "train-unmarked"
        if mark["type"] is None:
            return "ai-alone"
        if use["commercial"] and mark["type"] in (2, 4):
            return "no-commercial"
        if use["change"] and mark["type"] in (3, 4):
            return "no-change"
        return "credit"

    if rule() == "ai-resell":
        return ("no", "ai-resell")
    return (KOGL[rule()]["answer"], rule())


def attribution(work):
    """The line that names the source of a public work; "" for type 0."""
    if work["type"] == 0:
        return ""
    author = f"(작성자:{work['author']})" if work["author"] else ""
    return (
        f"본 저작물은 '{work['institution']}'에서 '{work['year']}년' 작성하여 공공누리 제{work['type']}유형으로 개방한 "
        f"'{work['title']}{author}'을 이용하였으며, 해당 저작물은 '{work['institution']}, {work['url']}'에서 무료로 다운받으실 수 있습니다."
    )
