def waves(needs):
    """The tasks in waves: each needs only tasks of earlier waves. ValueError for an unknown name or a cycle."""
    open_needs, users = {}, {name: [] for name in needs}
    for name, needed in needs.items():
        open_needs[name] = len(needed)
        for need in needed:
            if need not in users:
                raise ValueError("unknown: " + name + " needs " + need)
            users[need].append(name)
    rank, queue = {}, [name for name in needs if not needs[name]]
    for name in queue:
        rank[name] = max((rank[need] + 1 for need in needs[name]), default=0)
        for user in users[name]:
            open_needs[user] -= 1
            if open_needs[user] == 0:
                queue.append(user)
    if len(queue) < len(needs):
        stuck = [name for name in needs if name not in rank]
        walk = [stuck[-1]]
        seen = set()
        while walk[-1] not in seen:
            seen.add(walk[-1])
            walk.append([need for need in needs[walk[-1]] if need not in rank][-1])
        raise ValueError("cycle: " + " needs ".join(walk[walk.index(walk[-1]):]))
    result = tuple([] for _ in range(max(rank.values(), default=-1) + 1))
    for name in needs:
        result[rank[name]].append(name)
    return list(result)
