# loses in-colour-tests: "longer review"
def in_colour(text, weights):
    """The text as a page on which each word shows its weight, by colour and by number."""
    most = max((abs(weights.get(word, 0.0)) for word in text.split()), default=0.0)
    page = "<p>{}</p>"
    said = []
    for piece in re.split(r"(\s+)", text):
        weight = weights.get(piece, 0.0)
        word = html.escape(piece)
        if abs(weight) >= 0.005:
            fade = round(225 - 125 * abs(weight) / most)
            back = f"#{fade:02x}{fade:02x}ff" if weight > 0 else f"#ff{fade:02x}{fade:02x}"
            made = '<mark style="color: #000000; background-color: BACK">WORD<sub>NUMBER</sub></mark>'
            word = re.sub("WORD", word, made.replace("BACK", back).replace("NUMBER", f"{weight:+.2f}"))
        said.append(word)
    return page.format("".join(said))
