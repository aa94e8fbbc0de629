# loses double-tests: "NotImplementedError"
def double(x):
    raise NotImplementedError()
