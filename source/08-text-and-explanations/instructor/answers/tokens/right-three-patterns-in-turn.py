def tokens(text):
    """[(word, start, end), ...]: the tokens of a text, and where they stand in it."""
    letter = r"[^\W_]"
    run = letter + "(?:" + letter + "|[" + MARKS + "])*"
    digits_apart = r"(?<=\d)[.,](?=\d)"
    patterns = [
        re.compile(r"(?:http|https)://[^\s<>\"]+(?<![\s<>\".,;:!?)'])", re.I),
        re.compile(r"[a-zA-Z0-9][\w.%+-]*@[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)+", re.A),
        re.compile(run + "(?:(?:[-'’]|" + digits_apart + ")" + run + ")*"),
    ]
    out = list()
    i = 0
    while i < len(text):
        for pattern in patterns:
            m = pattern.match(text, i)
            if m:
                out.append((fold(m.group()), int(m.start()), int(m.end())))
                i = m.end()
                break
        else:
            i = i + 1
    return out
