# loses in-colour-tests: "colours of many weights"
def in_colour(text, weights):
    def counts(w):
        return abs(w) >= 0.005
    pieces = re.split(r"(\s+)", text)
    here = [abs(v) for v in weights.values()]
    top = max(here, default=1.0)
    out = []
    for piece in pieces:
        w = weights.get(piece, 0.0)
        if piece and not piece.isspace() and counts(w):
            level = round(225 - 125 * abs(w) / top)
            colour = f"#{level:02x}{level:02x}ff" if w > 0 else f"#ff{level:02x}{level:02x}"
            out.append(f'<mark style="color: #000000; background-color: {colour}">{html.escape(piece)}<sub>{w:+.2f}</sub></mark>')
        else:
            out.append(html.escape(piece))
    return "<p>" + "".join(out) + "</p>"
