# loses fold-tests: "other texts"
def fold(text):
    first = unicodedata.normalize("NFKC", text)
    first = first.replace("\u2019", "'")
    return re.sub(" +", " ", unicodedata.normalize("NFKC", first.casefold()))
