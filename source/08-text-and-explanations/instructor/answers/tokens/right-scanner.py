def tokens(text):
    """[(word, start, end), ...]: the tokens of a text, and where they stand in it."""
    kind = [unicodedata.category(c)[0] for c in text] + ["", ""]
    address = re.compile(r"""https?://[^\s<>"]*[^\s<>".,;:!?)']""", re.IGNORECASE)
    mail = re.compile(r"[a-z0-9][a-z0-9._%+-]*@[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)+", re.IGNORECASE | re.ASCII)

    def word_end(place):
        if kind[place] not in ("L", "N"):
            return place
        while True:
            while kind[place] and kind[place] in "LMN":
                place += 1
            if not kind[place] or not kind[place + 1] or kind[place + 1] not in "LN":
                return place
            joiner = text[place]
            if joiner in "-'\u2019":
                place += 1
            elif joiner in ".," and text[place - 1].isdecimal() and text[place + 1].isdecimal():
                place += 1
            else:
                return place

    result, place = [], 0
    while place < len(text):
        found = address.match(text, place) or mail.match(text, place)
        end = found.end() if found else word_end(place)
        if end > place:
            result.append((fold(text[place:end]), place, end))
            place = end
        else:
            place += 1
    return result
