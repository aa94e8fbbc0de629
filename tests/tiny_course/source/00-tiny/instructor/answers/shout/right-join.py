def shout(text):
    return "".join([*map(str.upper, text), "!"])
