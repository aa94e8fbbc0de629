# loses tokens-tests: "tokens of"
def tokens(text):
    """[(word, start, end), ...]: the tokens of a text, and where they stand in it."""
    found = []
    for m in re.finditer(r"\S+", text):
        piece = m.group().strip(".,;:!?()\"'…")
        if piece:
            start = m.start() + m.group().index(piece)
            found.append((fold(piece), start, start + len(piece)))
    return found
