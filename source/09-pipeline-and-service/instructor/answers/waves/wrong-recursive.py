# loses waves-tests: "RecursionError"
def waves(needs):
    """The tasks in waves: each needs only tasks of earlier waves. ValueError for an unknown name or a cycle."""
    for name, needed in needs.items():
        for need in needed:
            if need not in needs:
                raise ValueError(f"unknown: {name} needs {need}")
    rank, path = {}, []

    def height(name):
        if name in path:
            raise ValueError("cycle: " + " needs ".join([*path[path.index(name):], name]))
        if name not in rank:
            path.append(name)
            rank[name] = 1 + max((height(need) for need in needs[name]), default=-1)
            path.pop()
        return rank[name]

    for name in needs:
        height(name)
    return [[name for name in needs if rank[name] == level] for level in range(max(rank.values(), default=-1) + 1)]
