class _Desk:
    def __call__(self, state):
        size = state["page"]
        pages = lambda one: (one["prompt"] + one["most"] + size - 1) // size
        free = state["pages"]
        for one in state["running"]:
            free -= pages(one)
        queue = list(state["waiting"])
        chosen = []
        while queue and pages(queue[0]) <= free:
            first = queue.pop(0)
            chosen.append(first["id"])
            free -= pages(first)
        if queue:
            spare = state["limit"] - queue[0]["overtaken"]
            for one in queue[1:]:
                if spare <= 0:
                    break
                if pages(one) <= free:
                    chosen.append(np.int64(one["id"]))
                    free -= pages(one)
                    spare -= 1
        return np.array(chosen, dtype=int)


schedule = _Desk()
