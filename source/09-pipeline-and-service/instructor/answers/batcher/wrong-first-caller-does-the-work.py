# loses batcher-tests: "leaves"
class Batcher:
    def __init__(self, predict_many, most, wait):
        self.predict_many, self.most, self.wait = predict_many, most, wait
        self.open = None

    async def ask(self, row):
        place = asyncio.get_running_loop().create_future()
        if self.open is not None:
            batch = self.open
            batch["rows"].append((row, place))
            if len(batch["rows"]) == self.most:
                self.open = None
                batch["full"].set()
            return await place
        batch = self.open = {"rows": [(row, place)], "full": asyncio.Event()}
        if self.most > 1:
            try:
                await asyncio.wait_for(batch["full"].wait(), self.wait)
            except TimeoutError:
                pass
        if self.open is batch:
            self.open = None
        rows = [one for one in batch["rows"] if not one[1].done()]
        await self.answer(rows)
        return await place

    async def answer(self, rows):
        try:
            results = await self.predict_many([row for row, _ in rows])
        except Exception as error:
            if len(rows) == 1:
                rows[0][1].set_exception(error)
            else:
                for one in rows:
                    await self.answer([one])
            return
        for number, (_, place) in enumerate(rows):
            if place.done():
                continue
            if len(results) == len(rows):
                place.set_result(results[number])
            else:
                place.set_exception(RuntimeError("results"))
