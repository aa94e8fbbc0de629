class Gate:
    def __init__(self, workers, places, timeout, returns, remember):
        self.workers, self.places, self.timeout = workers, places, timeout
        self.returns, self.remember = returns, remember
        self.rows = []
        self.seconds = []

    def having(self, state):
        return [row for row in self.rows if row["state"] == state]

    def arrive(self, now, id, key, body):
        for row in self.rows:
            if key is None or row["key"] != key or row["state"] == "gone":
                continue
            if row["state"] == "done" and now - row["ended"] > self.remember:
                continue
            if row["body"] != body:
                return [["answer", id, 422, None]]
            if row["state"] == "done":
                return [["answer", id, 200, row["result"]]]
            row["callers"].append((id, now))
            return []
        row = dict(id=id, key=key, body=body, callers=[(id, now)], state="waiting", ended=None, result=None)
        if len(self.having("running")) < self.workers:
            self.rows.append(row)
            row["state"] = "running"
            return [["start", id]]
        if len(self.having("waiting")) < self.places:
            self.rows.append(row)
            return []
        detail = 1
        while self.seconds.count(now // 1000 + detail) >= self.returns:
            detail += 1
        self.seconds.append(now // 1000 + detail)
        return [["answer", id, 503, detail]]

    def finish(self, now, id, result):
        (row,) = [one for one in self.having("running") if one["id"] == id]
        told = [["answer", caller, 500 if result is None else 200, result] for caller, _ in row["callers"]]
        row.update(state="gone" if result is None else "done", ended=now, result=result, callers=[])
        for other in self.having("waiting"):
            if max(came for _, came in other["callers"]) + self.timeout > now:
                other["state"] = "running"
                told.append(["start", other["id"]])
                break
        return told

    def tick(self, now):
        told = []
        for row in self.rows:
            told += [["answer", caller, 504, None] for caller, came in row["callers"] if came <= now - self.timeout]
            row["callers"] = [(caller, came) for caller, came in row["callers"] if came > now - self.timeout]
            if row["state"] == "waiting" and not row["callers"]:
                row["state"] = "gone"
        return told
