# loses shout-tests: "HI!"
def shout(text):
    return text + "!"
