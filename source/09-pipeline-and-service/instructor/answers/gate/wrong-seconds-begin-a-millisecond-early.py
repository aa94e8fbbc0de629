# loses gate-tests: "about the beginning of a second", "the earliest second with room"
class Gate:
    """Says what is done with each request: begin, wait, share, or send away."""

    def __init__(self, workers, places, timeout, returns, remember):
        self.idle = workers
        self.places = places
        self.timeout = timeout
        self.returns = returns
        self.remember = remember
        self.line = deque()
        self.running = {}
        self.jobs = {}  # by key: waiting, running, or done
        self.sent = {}  # by second: how many were told to come back then

    def arrive(self, now, id, key, body):
        job = self.jobs.get(key)
        if job is not None and job["done"] is not None and now > job["done"] + self.remember:
            job = None
        if job is not None:
            if job["body"] != body:
                return [("answer", id, 422, None)]
            if job["done"] is not None:
                return [("answer", id, 200, job["result"])]
            job["callers"][id] = now
            return []
        if self.idle == 0 and len(self.line) >= self.places:
            return [("answer", id, 503, self.back(now))]
        job = {"id": id, "key": key, "body": body, "callers": {id: now}, "done": None}
        if key is not None:
            self.jobs[key] = job
        if self.idle == 0:
            self.line.append(job)
            return []
        return self.start(job)

    def finish(self, now, id, result):
        job = self.running.pop(id)
        self.idle += 1
        status = 500 if result is None else 200
        actions = [("answer", caller, status, result) for caller in job["callers"]]
        job.update(callers={}, done=now, result=result)
        if result is None and job["key"] is not None:
            del self.jobs[job["key"]]
        for waiting in self.line:
            if any(now < came + self.timeout for came in waiting["callers"].values()):
                self.line.remove(waiting)
                return actions + self.start(waiting)
        return actions

    def tick(self, now):
        actions = []
        for job in [*self.line, *self.running.values()]:
            for caller, came in list(job["callers"].items()):
                if now >= came + self.timeout:
                    del job["callers"][caller]
                    actions.append(("answer", caller, 504, None))
        for job in [one for one in self.line if not one["callers"]]:
            self.line.remove(job)
            if job["key"] is not None:
                del self.jobs[job["key"]]
        return actions

    def start(self, job):
        self.idle -= 1
        self.running[job["id"]] = job
        return [("start", job["id"])]

    def back(self, now):
        second = (now + 1) // 1000 + 1
        while self.sent.get(second, 0) >= self.returns:
            second += 1
        self.sent[second] = self.sent.get(second, 0) + 1
        return second - now // 1000
