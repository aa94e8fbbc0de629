def save(tasks, prices, days):
    import heapq

    def length(cut):
        done = {}
        while len(done) < len(tasks):
            for name, (d, before) in tasks.items():
                if name not in done and all(b in done for b in before):
                    done[name] = max([done[b] for b in before] + [0]) + d - cut[names.index(name)] if name in names else max([done[b] for b in before] + [0]) + d
        return max(done.values())

    names = list(prices)
    start = tuple([0] * len(names))
    goal = length(start) - days
    heap, seen = [(0, start)], {start}
    while heap:
        cost, cut = heapq.heappop(heap)
        if length(cut) <= goal:
            return dict(zip(names, cut))
        for i, name in enumerate(names):
            if cut[i] < prices[name][0]:
                more = cut[:i] + (cut[i] + 1,) + cut[i + 1 :]
                if more not in seen:
                    seen.add(more)
                    heapq.heappush(heap, (cost + prices[name][1], more))
    return None
