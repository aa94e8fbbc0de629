# loses batcher-tests: "that answers by place"
class Batcher:
    """Gathers rows for a moment, asks for all of them at once, and gives each caller its own result."""

    def __init__(self, predict_many, most, wait):
        self.predict_many = predict_many
        self.most = most
        self.wait = wait
        self.waiting = []
        self.timer = None
        self.tasks = set()

    async def ask(self, row):
        loop = asyncio.get_running_loop()
        self.waiting = [one for one in self.waiting if not one[1].done()]
        if not self.waiting and self.timer is not None:
            self.timer.cancel()
            self.timer = None
        place = loop.create_future()
        self.waiting.append((row, place))
        if len(self.waiting) >= self.most:
            self.hand_over()
        elif self.timer is None:
            self.timer = loop.call_later(self.wait, self.hand_over)
        return await place

    def hand_over(self):
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        batch = [one for one in self.waiting if not one[1].done()]
        self.waiting = []
        if batch:
            task = asyncio.get_running_loop().create_task(self.compute(batch))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def compute(self, batch):
        try:
            results = await self.predict_many([row for row, _ in batch])
        except Exception as error:
            if len(batch) == 1:
                self.fail(batch[0][1], error)
                return
            for one in batch:
                await self.compute([one])
            return
        if len(results) != len(batch):
            for _, place in batch:
                self.fail(place, RuntimeError("wrong number of results"))
            return
        rows = [row for row, _ in batch]
        for row, place in batch:
            if not place.done():
                place.set_result(results[rows.index(row)])

    def fail(self, place, error):
        if not place.done():
            place.set_exception(error)
