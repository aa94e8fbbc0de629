# loses fold-tests: "other texts"
def fold(text):
    first = unicodedata.normalize("NFKC", text)
    first = first.replace("\u2019", "'").replace("`", "'")
    return unicodedata.normalize("NFKC", first.casefold())
