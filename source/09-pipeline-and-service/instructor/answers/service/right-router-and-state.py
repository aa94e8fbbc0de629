def make_app(load_model, most=100, max_bytes=100_000):
    from fastapi import APIRouter, Depends

    class Batch(BaseModel):
        model_config = ConfigDict(extra="forbid")
        parcels: Annotated[list[Parcel], Field(min_length=1, max_length=most)]

    @asynccontextmanager
    async def life(app: FastAPI):
        loop = asyncio.get_running_loop()
        job = loop.run_in_executor(None, load_model)

        def arrived(done):
            if not done.cancelled() and done.exception() is None:
                app.state.model = done.result()

        job.add_done_callback(arrived)
        yield

    def the_model(request: Request):
        model = getattr(request.app.state, "model", None)
        if model is None:
            raise HTTPException(status_code=503, detail="not yet", headers={"Retry-After": "5"})
        return model

    routes = APIRouter()

    @routes.get("/health")
    def health():
        return {}

    @routes.get("/ready")
    def ready(model=Depends(the_model)):
        return {"version": model.version}

    @routes.post("/predict")
    async def one(parcel: Parcel, model=Depends(the_model)):
        late = await asyncio.to_thread(model.predict, [dict(parcel)])
        return JSONResponse({"version": model.version, "late": float(late[0])})

    @routes.post("/predict/many")
    async def many(batch: Batch, model=Depends(the_model)):
        late = await asyncio.to_thread(model.predict, [dict(one) for one in batch.parcels])
        return JSONResponse({"version": model.version, "late": [float(one) for one in late]})

    async def invalid(request, error):
        told = []
        for one in error.errors():
            told.append({"field": ".".join(str(part) for part in one["loc"] if part != "body"), "problem": one["type"]})
        return JSONResponse(status_code=422, content={"errors": told})

    app = FastAPI(lifespan=life, exception_handlers={RequestValidationError: invalid})
    app.include_router(routes)
    app.add_middleware(BodyLimit, max_bytes)
    return app
