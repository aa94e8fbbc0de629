import heapq
from collections import Counter, OrderedDict


def run_plan(tasks: dict, workers: int, pool) -> dict:
    """Run the tasks on the pool, as many at once as can be; each task's state: done, failed or skipped."""
    waves({name: task["needs"] for name, task in tasks.items()})
    states, tries, running, pausing, moments = OrderedDict(), Counter(), {}, {}, []

    def skip(name):
        for other in tasks:
            if name in tasks[other]["needs"] and other not in states:
                states[other] = "skipped"
                skip(other)

    def settle(name, good):
        running.pop(name)
        if good:
            states[name] = "done"
            return
        if tries[name] == tasks[name]["retries"] + 1:
            states[name] = "failed"
            skip(name)
            return
        pause = tasks[name]["delay"]
        for _ in range(tries[name] - 1):
            pause = min(600, 2 * pause)
        pausing[name] = pool.now + min(pause, 600)
        heapq.heappush(moments, pausing[name])

    while True:
        for name in [name for name, end in pausing.items() if end <= pool.now]:
            del pausing[name]
        for name, task in tasks.items():
            if len(running) == workers:
                break
            if name in states or name in running or name in pausing:
                continue
            if all(states.get(need) == "done" for need in task["needs"]):
                pool.start(name)
                tries[name] += 1
                running[name] = pool.now + task["timeout"]
                heapq.heappush(moments, running[name])
        if not running and not pausing:
            return states
        while moments and moments[0] <= pool.now:
            heapq.heappop(moments)
        for name, good in pool.wait(moments[0]):
            settle(name, good)
        for name, end in list(running.items()):
            if end <= pool.now:
                pool.stop(name)
                settle(name, False)
