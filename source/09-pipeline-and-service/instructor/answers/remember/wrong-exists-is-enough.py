# loses remember-tests: "cut"
def remember(folder, key, compute):
    """The result kept under the key in the folder; if there is none, that of compute, which is kept."""
    path = folder / key
    if path.exists():
        return eval(path.read_text(encoding="utf-8"))
    result = compute()
    path.write_text(repr(result), encoding="utf-8")
    return result
