from collections import Counter, OrderedDict
from dataclasses import dataclass, field


@dataclass
class Job:
    id: int
    key: object
    body: str
    callers: dict = field(default_factory=dict)


class Gate:
    def __init__(self, workers, places, timeout, returns, remember):
        self.free, self.places, self.timeout, self.returns, self.remember = workers, places, timeout, returns, remember
        self.waiting = OrderedDict()
        self.running = {}
        self.kept = {}
        self.booked = Counter()

    def find(self, key):
        if key is None:
            return None
        return next((job for job in [*self.waiting.values(), *self.running.values()] if job.key == key), None)

    def arrive(self, now, id, key, body):
        job = self.find(key)
        if job:
            if job.body != body:
                return [("answer", id, 422, None)]
            job.callers[id] = now
            return []
        if key in self.kept:
            until, known, result = self.kept[key]
            if now <= until:
                return [("answer", id, 200, result) if known == body else ("answer", id, 422, None)]
            del self.kept[key]
        job = Job(id, key, body, {id: now})
        if self.free:
            return self.begin(job)
        if len(self.waiting) < self.places:
            self.waiting[id] = job
            return []
        this = now // 1000
        second = next(s for s in range(this + 1, this + 10**6) if self.booked[s] < self.returns)
        self.booked[second] += 1
        return [("answer", id, 503, second - this)]

    def begin(self, job):
        self.free -= 1
        self.running[job.id] = job
        return [("start", job.id)]

    def finish(self, now, id, result):
        job = self.running.pop(id)
        self.free += 1
        out = [("answer", one, 200 if result is not None else 500, result) for one in job.callers]
        if result is not None and job.key is not None:
            self.kept[job.key] = (now + self.remember, job.body, result)
        out.extend(self.late(now, self.waiting))
        if self.waiting:
            _, first = self.waiting.popitem(last=False)
            out.extend(self.begin(first))
        return out

    def late(self, now, jobs):
        out = []
        for job in list(jobs.values()):
            for one in [one for one, came in job.callers.items() if now - came >= self.timeout]:
                job.callers.pop(one)
                out.append(("answer", one, 504, None))
            if not job.callers and job.id in self.waiting:
                del self.waiting[job.id]
        return out

    def tick(self, now):
        return self.late(now, self.waiting) + self.late(now, self.running)
