# loses shout-tests: "empty text"
def shout(text):
    return text.upper() + "!" if text else ""
