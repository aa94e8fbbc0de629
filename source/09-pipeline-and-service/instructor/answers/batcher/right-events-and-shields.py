class Batcher:
    def __init__(self, predict_many, most, wait):
        self.predict_many = predict_many
        self.most = most
        self.wait = wait
        self.members = {}
        self.number = 0
        self.deadline = None
        self.handle = None
        self.work = []

    async def ask(self, row):
        loop = asyncio.get_running_loop()
        self.number += 1
        mine = self.number
        if not self.members:
            if self.handle:
                self.handle.cancel()
            self.handle = loop.call_at(loop.time() + self.wait, self.go)
        place = loop.create_future()
        self.members[mine] = (row, place)
        if len(self.members) == self.most:
            self.go()
        try:
            return await asyncio.shield(place)
        except asyncio.CancelledError:
            self.members.pop(mine, None)
            place.cancel()
            raise

    def go(self):
        self.handle.cancel()
        members, self.members = list(self.members.values()), {}
        if members:
            self.work = [task for task in self.work if not task.done()]
            self.work.append(asyncio.create_task(self.run(members)))

    async def run(self, members):
        results = await self.results([row for row, _ in members])
        if results is not None:
            for (_, place), result in zip(members, results):
                self.give(place, result)
            return
        for row, place in members:
            (result,) = await self.results([row], alone=True)
            self.give(place, result)

    async def results(self, rows, alone=False):
        alone = alone or len(rows) == 1
        try:
            found = await self.predict_many(rows)
        except Exception as error:
            return [("error", error)] if alone else None
        if len(found) != len(rows):
            return [("error", RuntimeError("not as many results as rows"))] * len(rows)
        return [("fine", one) for one in found]

    def give(self, place, result):
        if not place.done():
            if result[0] == "fine":
                place.set_result(result[1])
            else:
                place.set_exception(result[1])
