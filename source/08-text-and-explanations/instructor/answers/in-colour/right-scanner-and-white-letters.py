def in_colour(text, weights):
    """White letters on grounds from middling to dark, found by a scan over the signs."""
    steps = sorted({abs(one) for one in weights.values()})
    page, word = ["<p>"], ""
    for sign in text + " ":
        if not sign.isspace():
            word += sign
            continue
        weight = weights.get(word, 0.0) if word else 0.0
        if abs(weight) >= 0.005:
            level = int(110 - 100 * steps.index(abs(weight)) / max(1, len(steps) - 1))
            ground = f"#0000{level + 90:02x}" if weight > 0 else f"#{level + 40:02x}0000"
            page.append(f"<mark style='color: #ffffff; background-color: {ground};'>{html.escape(word)}<sub> {weight:+.2f} </sub></mark>")
        else:
            page.append(html.escape(word, quote=False))
        page.append(sign)
        word = ""
    page.pop()
    page.append("</p>")
    return "".join(page)
