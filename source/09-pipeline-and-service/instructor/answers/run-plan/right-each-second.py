def run_plan(tasks, workers, pool):
    """Run the tasks on the pool, as many at once as can be; each task's state: done, failed or skipped."""
    waves({name: list(task["needs"]) for name, task in tasks.items()})
    state = {name: "waiting" for name in tasks}
    tries = {name: 0 for name in tasks}
    begun, again = {}, {}

    def failed(name):
        if tries[name] <= tasks[name]["retries"]:
            state[name] = "waiting"
            again[name] = pool.now + min(600, tasks[name]["delay"] * 2 ** (tries[name] - 1))
            return
        state[name] = "failed"
        lost = [name]
        while lost:
            bad = lost.pop()
            for other, task in tasks.items():
                if bad in task["needs"] and state[other] == "waiting":
                    state[other] = "skipped"
                    lost.append(other)

    while any(value in ("waiting", "running") for value in state.values()):
        for name in tasks:
            busy = sum(value == "running" for value in state.values())
            fit = state[name] == "waiting" and again.get(name, 0) <= pool.now
            if fit and busy < workers and {state[need] for need in tasks[name]["needs"]} <= {"done"}:
                state[name], begun[name] = "running", pool.now
                tries[name] += 1
                pool.start(name)
        for name, good in pool.wait(pool.now + 1):
            if good:
                state[name] = "done"
            else:
                failed(name)
        for name, value in list(state.items()):
            if value == "running" and pool.now - begun[name] >= tasks[name]["timeout"]:
                pool.stop(name)
                failed(name)
    return state
