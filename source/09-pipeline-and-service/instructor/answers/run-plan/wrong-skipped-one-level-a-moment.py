# loses run-plan-tests: "the states"
def run_plan(tasks, workers, pool):
    order = [name for wave in waves({name: task["needs"] for name, task in tasks.items()}) for name in wave]
    states, tries, ready, ends = {}, dict.fromkeys(tasks, 0), dict.fromkeys(tasks, 0), {}

    def failed(name):
        task = tasks[name]
        if tries[name] > task["retries"]:
            states[name] = "failed"
        else:
            ready[name] = pool.now + min(600, task["delay"] * 2 ** (tries[name] - 1))

    while True:
        before = dict(states)
        for name in order:
            if name not in states and any(before.get(need) in ("failed", "skipped") for need in tasks[name]["needs"]):
                states[name] = "skipped"
        for name, task in tasks.items():
            if len(ends) >= workers:
                break
            if name not in states and name not in ends and ready[name] <= pool.now and all(states.get(need) == "done" for need in task["needs"]):
                pool.start(name)
                tries[name] += 1
                ends[name] = pool.now + task["timeout"]
        moments = [*ends.values(), *(moment for name, moment in ready.items() if name not in states and moment > pool.now)]
        if not moments:
            return states
        for name, good in pool.wait(min(moments)):
            del ends[name]
            if good:
                states[name] = "done"
            else:
                failed(name)
        for name in [name for name, end in ends.items() if end <= pool.now]:
            pool.stop(name)
            del ends[name]
            failed(name)
