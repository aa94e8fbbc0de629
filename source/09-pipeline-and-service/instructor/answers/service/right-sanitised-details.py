def make_app(load_model, most=100, max_bytes=100_000):
    class Holder:
        model = None

    holder = Holder()

    def check_length(parcels):
        if not 1 <= len(parcels) <= most:
            raise ValueError(f"1 to {most} parcels")
        return parcels

    from pydantic import AfterValidator

    class Many(BaseModel):
        parcels: Annotated[list[Parcel], AfterValidator(check_length)]

    async def fetch():
        try:
            holder.model = await asyncio.to_thread(load_model)
        except Exception:
            holder.model = None

    @asynccontextmanager
    async def lifespan(app):
        app.state.task = asyncio.ensure_future(fetch())
        try:
            yield
        finally:
            app.state.task.cancel()

    app = FastAPI(lifespan=lifespan, docs_url=None)

    @app.middleware("http")
    async def not_yet(request, call_next):
        if holder.model is None and request.url.path != "/health":
            return JSONResponse({"detail": "loading"}, 503)
        return await call_next(request)

    app.add_middleware(BodyLimit, max_bytes=max_bytes)

    @app.exception_handler(RequestValidationError)
    def invalid(request, error):
        return JSONResponse(
            {"errors": [{"problem": str(e["msg"]), "field": ".".join(f"{part}" for part in e["loc"][1:])} for e in error.errors()]},
            status_code=422,
        )

    @app.exception_handler(Exception)
    def broken(request, error):
        return JSONResponse({"detail": "something is wrong with us"}, 500)

    @app.get("/health")
    def health():
        return {"alive": True}

    @app.get("/ready")
    def ready():
        return {"ready": True}

    def numbers(rows):
        return [float(one) for one in holder.model.predict(rows)]

    @app.post("/predict")
    def predict(parcel: Parcel):
        return {"late": numbers([parcel.model_dump()])[0], "version": holder.model.version}

    @app.post("/predict/many")
    def predict_many(many: Many):
        return {"late": numbers([p.model_dump() for p in many.parcels]), "version": holder.model.version}

    return app
