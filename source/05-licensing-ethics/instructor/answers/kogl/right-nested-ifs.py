def kogl(mark, use):
    if mark["type"] == 0:
        return ("yes", "type-0")
    if mark["ai"]:
        if use["purpose"] == "train":
            return ("yes", "ai-train")
        if use["purpose"] == "sell-training-data":
            return ("ask", "ai-resell")
        if mark["type"] is None:
            return ("ask", "ai-alone")
    elif mark["type"] is None:
        return ("ask", "unmarked")
    elif use["purpose"] != "use":
        return ("ask", "train-unmarked")
    if use["commercial"] and not mark["type"] % 2:
        return ("no", "no-commercial")
    if use["change"] and mark["type"] >= 3:
        return ("no", "no-change")
    return ("yes", "credit")


def attribution(work):
    if work["type"] == 0:
        return ""
    parts = [f"본 저작물은 '{work['institution']}'에서 '{work['year']}년' 작성하여", f"공공누리 제{work['type']}유형으로 개방한"]
    name = work["title"]
    if work["author"]:
        name += f"(작성자:{work['author']})"
    parts.append(f"'{name}'을 이용하였으며,")
    parts.append(f"해당 저작물은 '{work['institution']}, {work['url']}'에서 무료로 다운받으실 수 있습니다.")
    return " ".join(parts)
