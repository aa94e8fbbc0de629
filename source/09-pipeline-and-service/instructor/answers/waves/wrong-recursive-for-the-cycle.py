# loses waves-tests: "RecursionError"
def waves(needs):
    """The tasks in waves: each needs only tasks of earlier waves. ValueError for an unknown name or a cycle."""
    for name, needed in needs.items():
        for need in needed:
            if need not in needs:
                raise ValueError(f"unknown: {name} needs {need}")
    found, done, left = [], set(), dict(needs)
    while left:
        wave = [name for name in left if done.issuperset(left[name])]
        if not wave:
            raise ValueError("cycle: " + " needs ".join(way_round(left)))
        found.append(wave)
        done.update(wave)
        for name in wave:
            del left[name]
    return found


def way_round(left):
    """A cycle among tasks of which each needs one that is left."""
    def walk(path):
        follower = next(need for need in left[path[-1]] if need in left)
        if follower in path:
            return [*path[path.index(follower) :], follower]
        return walk([*path, follower])

    return walk([next(iter(left))])
