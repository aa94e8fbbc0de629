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
        self.keys = {}
        self.results = {}
        self.sent = {}

    def arrive(self, now, id, key, body):
        if key is not None:
            job = self.keys.get(key)
            if job is not None:
                if job["body"] != body:
                    return [("answer", id, 422, None)]
                job["callers"][id] = now
                return []
            kept = self.results.get(key)
            if kept is not None and now - kept["end"] <= self.remember:
                if kept["body"] != body:
                    return [("answer", id, 422, None)]
                return [("answer", id, 200, kept["result"])]
        job = {"id": id, "key": key, "body": body, "callers": {id: now}}
        if self.idle > 0:
            self.idle -= 1
            self.running[id] = job
            if key is not None:
                self.keys[key] = job
            return [("start", id)]
        if len(self.line) < self.places:
            self.line.append(job)
            if key is not None:
                self.keys[key] = job
            return []
        detail = 1
        while self.sent.get(-(-now // 1000) + detail, 0) >= self.returns:
            detail += 1
        self.sent[-(-now // 1000) + detail] = self.sent.get(-(-now // 1000) + detail, 0) + 1
        return [("answer", id, 503, detail)]

    def finish(self, now, id, result):
        job = self.running.pop(id)
        self.idle += 1
        status = 500 if result is None else 200
        actions = [("answer", one, status, result) for one in job["callers"]]
        if job["key"] is not None:
            del self.keys[job["key"]]
            if result is not None:
                self.results[job["key"]] = {"body": job["body"], "result": result, "end": now}
        for other in list(self.line):
            if any(now - came < self.timeout for came in other["callers"].values()):
                self.line.remove(other)
                self.idle -= 1
                self.running[other["id"]] = other
                actions.append(("start", other["id"]))
                break
        return actions

    def tick(self, now):
        actions = []
        for job in [*self.line, *self.running.values()]:
            for one, came in list(job["callers"].items()):
                if now - came >= self.timeout:
                    del job["callers"][one]
                    actions.append(("answer", one, 504, None))
        for job in [job for job in self.line if not job["callers"]]:
            self.line.remove(job)
            if job["key"] is not None:
                del self.keys[job["key"]]
        return actions
