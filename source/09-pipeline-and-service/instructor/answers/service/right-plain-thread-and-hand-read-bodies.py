def make_app(load_model, most=100, max_bytes=100_000):
    import threading

    found = []

    def load():
        try:
            found.append(load_model())
        except Exception:
            found.clear()

    @asynccontextmanager
    async def lifespan(app):
        threading.Thread(target=load, daemon=True).start()
        yield

    app = FastAPI(lifespan=lifespan)

    async def body_of(request):
        text = b""
        async for chunk in request.stream():
            text += chunk
            if len(text) > max_bytes:
                raise HTTPException(413, "too large")
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise HTTPException(400, "no JSON")

    def checked(values, place):
        try:
            return Parcel.model_validate(values).model_dump(), []
        except ValidationError as error:
            return None, [
                {"field": ".".join([*place, *map(str, one["loc"])]), "problem": one["msg"]} for one in error.errors()
            ]

    @app.get("/health")
    async def health():
        return "fine"

    @app.get("/ready")
    async def ready():
        if not found:
            raise HTTPException(503)
        return "yes"

    async def told(rows):
        return await asyncio.to_thread(found[0].predict, rows)

    @app.post("/predict")
    async def predict(request: Request):
        from starlette.requests import ClientDisconnect
        if not found:
            raise HTTPException(503)
        try:
            values = await body_of(request)
        except ClientDisconnect:
            return JSONResponse({}, status_code=400)
        row, errors = checked(values, [])
        if errors:
            return JSONResponse({"errors": errors}, status_code=422)
        return {"late": (await told([row]))[0], "version": found[0].version}

    @app.post("/predict/many")
    async def many(request: Request):
        if not found:
            raise HTTPException(503)
        values = await body_of(request)
        parcels = values.get("parcels") if isinstance(values, dict) else None
        if not isinstance(parcels, list) or not 1 <= len(parcels) <= most:
            return JSONResponse({"errors": [{"field": "parcels", "problem": "a list of 1 to %d" % most}]}, status_code=422)
        rows, errors = [], []
        for place, one in enumerate(parcels):
            row, bad = checked(one, ["parcels", str(place)])
            rows.append(row)
            errors += bad
        if errors:
            return JSONResponse({"errors": errors}, status_code=422)
        return {"late": await told(rows), "version": found[0].version}

    return app
