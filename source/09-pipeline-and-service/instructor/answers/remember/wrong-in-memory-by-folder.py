# loses remember-tests: "files of the folder are deleted"
kept = {}


def remember(folder, key, compute):
    """The result kept under the key in the folder; if there is none, that of compute, which is kept."""
    if (str(folder), key) not in kept:
        kept[str(folder), key] = json.dumps(compute())
    return json.loads(kept[str(folder), key])
