# loses batcher-tests: "the second of three"
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
        place = loop.create_future()
        self.waiting = [one for one in self.waiting if not one[1].done()]
        if not self.waiting:
            if self.timer is not None:
                self.timer.cancel()
            self.timer = loop.call_later(self.wait, self.hand_over)
        self.waiting.append((row, place))
        if len(self.waiting) == self.most:
            self.hand_over()
        return await place

    def hand_over(self):
        self.timer.cancel()
        batch = [one for one in self.waiting if not one[1].done()]
        self.waiting = []
        if batch:
            task = asyncio.ensure_future(self.answer(batch))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def answer(self, batch):
        try:
            results = await self.predict_many([row for row, _ in batch])
        except Exception as error:
            if len(batch) == 1:
                try:
                    await self.predict_many([batch[0][0]])
                except Exception:
                    pass
                self.fail(batch, error)
            else:
                for one in batch:
                    await self.answer([one])
            return
        if len(results) != len(batch):
            self.fail(batch, RuntimeError("another number of results than of rows"))
            return
        for (_, place), result in zip(batch, results):
            if not place.done():
                place.set_result(result)

    def fail(self, batch, error):
        for _, place in batch:
            if not place.done():
                place.set_exception(error)
