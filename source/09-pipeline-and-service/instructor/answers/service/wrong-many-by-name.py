# loses service-tests: "turned round"
def make_app(load_model, most=100, max_bytes=100_000):
    """A FastAPI app that loads its model in the background and answers for it."""
    kept = {"model": None}

    class Many(BaseModel):
        parcels: list[Parcel] = Field(min_length=1, max_length=most)

    async def load():
        kept["model"] = await asyncio.to_thread(load_model)

    @asynccontextmanager
    async def lifespan(app):
        loading = asyncio.create_task(load())
        yield
        loading.cancel()

    app = FastAPI(lifespan=lifespan)
    app.add_middleware(BodyLimit, max_bytes=max_bytes)

    def model():
        if kept["model"] is None:
            raise HTTPException(503, "the model isn't there yet")
        return kept["model"]

    @app.exception_handler(RequestValidationError)
    async def refuse(request, error):
        errors = [
            {"field": ".".join(map(str, one["loc"][1:])), "problem": one["msg"]}
            for one in error.errors()
        ]
        return JSONResponse({"errors": errors}, status_code=422)

    @app.get("/health")
    async def health():
        return {"status": "up"}

    @app.get("/ready")
    async def ready():
        return {"status": "ready", "version": model().version}

    @app.post("/predict")
    def predict(parcel: Parcel):
        late = model().predict([parcel.model_dump()])
        return {"late": late[0], "version": model().version}

    @app.post("/predict/many")
    def predict_many(many: Many):
        late = model().predict([parcel.model_dump() for parcel in sorted(many.parcels, key=lambda one: one.parcel)])
        return {"late": late, "version": model().version}

    return app
