# loses service-tests: "calls of load_model in a minute"
def make_app(load_model, most=100, max_bytes=100_000):
    """A FastAPI app that loads its model in the background and answers for it."""

    class Many(BaseModel):
        model_config = ConfigDict(strict=True, extra="forbid")

        parcels: list[Parcel] = Field(min_length=1, max_length=most)

    kept = {"model": None}

    async def load():
        for _ in range(3):
            try:
                kept["model"] = await asyncio.to_thread(load_model)
                break
            except Exception:
                continue

    @asynccontextmanager
    async def lifespan(app):
        kept["task"] = asyncio.create_task(load())
        yield
        kept["task"].cancel()

    app = FastAPI(lifespan=lifespan)
    app.add_middleware(BodyLimit, max_bytes=max_bytes)

    def model():
        if kept["model"] is None:
            raise HTTPException(503, "the model isn't there yet")
        return kept["model"]

    def judged(parcels):
        one = model()
        try:
            late = one.predict([parcel.model_dump() for parcel in parcels])
        except Exception:
            raise HTTPException(500, "the model failed")
        return late, one.version

    @app.exception_handler(RequestValidationError)
    async def refuse(request, error):
        told = [
            {"field": ".".join(str(part) for part in one["loc"][1:]).encode("ascii", "replace").decode(), "problem": one["msg"]}
            for one in error.errors()
        ]
        return JSONResponse({"errors": told}, status_code=422)

    @app.get("/health")
    async def health():
        return {"status": "up"}

    @app.get("/ready")
    async def ready():
        model()
        return {"status": "ready"}

    @app.post("/predict")
    def predict(parcel: Parcel):
        late, version = judged([parcel])
        return {"late": late[0], "version": version}

    @app.post("/predict/many")
    def predict_many(many: Many):
        late, version = judged(many.parcels)
        return {"late": late, "version": version}

    return app
