# loses batcher-tests: "the example"
class Batcher:
    def __init__(self, predict_many, most, wait):
        self.predict_many = predict_many

    async def ask(self, row):
        (result,) = await self.predict_many([row])
        return result
