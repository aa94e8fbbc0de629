# loses waves-tests: "unknown"
def waves(needs):
    """The tasks in waves: each needs only tasks of earlier waves. ValueError for an unknown name or a cycle."""
    found, done, left = [], set(), dict(needs)
    while left:
        wave = [name for name in left if all(need in done or need not in needs for need in left[name])]
        if not wave:
            raise ValueError("cycle: " + " needs ".join(way_round(left)))
        found.append(wave)
        done.update(wave)
        for name in wave:
            del left[name]
    for name, needed in needs.items():
        for need in needed:
            if need not in needs:
                raise ValueError(f"unknown: {name} needs {need}")
    return found


def way_round(left):
    place, name = {}, next(iter(left))
    while name not in place:
        place[name] = len(place)
        name = next(need for need in left[name] if need in left)
    return [*list(place)[place[name] :], name]
