# loses in-colour-tests: "the number beside"
def in_colour(text, weights):
    """The text as a page on which each word shows its weight, by colour and by number."""
    most = max((abs(weights.get(word, 0.0)) for word in text.split()), default=0.0)
    parts = []
    for piece in re.split(r"(\s+)", text):
        weight = weights.get(piece, 0.0)
        said = html.escape(piece)
        if abs(weight) >= 0.005:
            fade = round(225 - 125 * abs(weight) / most)
            back = f"#{fade:02x}{fade:02x}ff" if weight > 0 else f"#ff{fade:02x}{fade:02x}"
            style = f"color: #000000; background-color: {back}"
            said = f'<mark style="{style}">{said}<sub>({weight:+.2f})</sub></mark>'
        parts.append(said)
    return f"<p>{''.join(parts)}</p>"
