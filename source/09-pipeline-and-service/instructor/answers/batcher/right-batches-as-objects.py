class Batcher:
    def __init__(self, predict_many, most, wait):
        self.predict_many, self.most, self.wait = predict_many, most, wait
        self.batch = None
        self.running = set()

    async def ask(self, row):
        if self.batch is None or all(place.done() for _, place in self.batch):
            self.batch = []
            self._spawn(self._after(self.batch))
        batch = self.batch
        place = asyncio.get_running_loop().create_future()
        batch.append((row, place))
        if sum(not one.done() for _, one in batch) >= self.most:
            self._close(batch)
        return await place

    def _spawn(self, work):
        task = asyncio.create_task(work)
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def _after(self, batch):
        await asyncio.sleep(self.wait)
        self._close(batch)

    def _close(self, batch):
        if self.batch is batch:
            self.batch = None
            alive = [(row, place) for row, place in batch if not place.done()]
            if alive:
                self._spawn(self._compute(alive))

    async def _compute(self, alive):
        rows = [row for row, _ in alive]
        try:
            results = list(await self.predict_many(rows))
        except Exception as error:
            if len(alive) > 1:
                for pair in alive:
                    await self._compute([pair])
            elif not alive[0][1].done():
                alive[0][1].set_exception(error)
            return
        for number, (_, place) in enumerate(alive):
            if place.done():
                continue
            if len(results) == len(rows):
                place.set_result(results[number])
            else:
                place.set_exception(RuntimeError(f"{len(results)} results for {len(rows)} rows"))
