# loses remember-tests: "another folder"
kept = {}


def remember(folder, key, compute):
    """The result kept under the key in the folder; if there is none, that of compute, which is kept."""
    if key not in kept:
        kept[key] = json.dumps(compute())
    return json.loads(kept[key])
