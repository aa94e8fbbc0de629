# loses run-plan-tests: "1 worker"
def run_plan(tasks, workers, pool):
    """Run the tasks on the pool, as many at once as can be; each task's state: done, failed or skipped."""
    order = [name for wave in waves({name: task["needs"] for name, task in tasks.items()}) for name in wave]
    state, tries, free_from, up = {}, dict.fromkeys(tasks, 0), dict.fromkeys(tasks, 0), {}

    def over(name, succeeded):
        """An attempt has ended."""
        del up[name]
        if succeeded:
            state[name] = "done"
        elif tries[name] > tasks[name]["retries"]:
            state[name] = "failed"
        else:
            free_from[name] = pool.now + min(600, tasks[name]["delay"] * 2 ** (tries[name] - 1))

    while True:
        for name in order:
            if any(state.get(need) in ("failed", "skipped") for need in tasks[name]["needs"]):
                state[name] = "skipped"
        waiting = [
            name
            for name in tasks
            if name not in state and name not in up and all(state.get(need) == "done" for need in tasks[name]["needs"])
        ]
        ready = [name for name in waiting if free_from[name] <= pool.now]
        for name in ready[: 2 - len(up)]:
            pool.start(name)
            tries[name] += 1
            up[name] = pool.now + tasks[name]["timeout"]
        moments = [*up.values(), *(free_from[name] for name in waiting if free_from[name] > pool.now)]
        if not moments:
            return state
        for name, succeeded in pool.wait(min(moments)):
            over(name, succeeded)
        for name in [name for name in up if up[name] <= pool.now]:
            pool.stop(name)
            over(name, False)
