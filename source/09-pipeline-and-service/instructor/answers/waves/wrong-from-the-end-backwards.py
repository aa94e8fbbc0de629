# loses waves-tests: "other plans"
def waves(needs):
    """The tasks in waves: each needs only tasks of earlier waves. ValueError for an unknown name or a cycle."""
    for name, needed in needs.items():
        for need in needed:
            if need not in needs:
                raise ValueError(f"unknown: {name} needs {need}")
    found, left = [], dict(needs)
    while left:
        wanted = {need for needed in left.values() for need in needed}
        wave = [name for name in left if name not in wanted]
        if not wave:
            walk = [next(iter(left))]
            while True:
                follower = next(need for need in left[walk[-1]] if need in left)
                if follower in walk:
                    path = [*walk[walk.index(follower):], follower]
                    raise ValueError("cycle: " + " needs ".join(path))
                walk.append(follower)
        found.insert(0, wave)
        for name in wave:
            del left[name]
    return found
