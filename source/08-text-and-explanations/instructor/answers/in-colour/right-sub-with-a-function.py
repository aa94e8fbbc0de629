def in_colour(text, weights):
    marked = [abs(w) for word, w in weights.items() if abs(w) >= 0.005 and word in text.split()]
    top = max(marked) if marked else 1.0

    def shown(found):
        word = found.group()
        if word.isspace():
            return word
        w = weights.get(word, 0)
        safe = word.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if -0.005 < w < 0.005:
            return safe
        dark = int(200 - 120 * abs(w) / top)
        rgb = (dark // 2, dark // 2, dark) if w > 0 else (dark, dark // 2, dark // 2)
        back = "#%02X%02X%02X" % rgb
        ink = "#FFFFFF"
        if True:
            light = int(235 - 90 * abs(w) / top)
            back = "#%02X%02X%02X" % ((light, light, 250) if w > 0 else (250, light, light))
            ink = "#000000"
        sign = "+" if w > 0 else "\u2212"
        return f'<mark style="background-color:{back};color:{ink}">{safe}<sub>{sign}{abs(w):.2f}</sub></mark>'

    return "<p style='white-space: pre-wrap'>" + re.sub(r"\s+|\S+", shown, text) + "</p>"
