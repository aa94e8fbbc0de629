# loses page-tests: "GET / after a reader has asked"
def make_page(judge):
    """An app that shows a form, asks judge, and shows what it said."""
    app = FastAPI()
    kept = []
    inputs = {"parcel": "Parcel", "weight_g": "Weight in grams", "hours_since_scan": "Hours since its scan"}

    def page(fields, notice=""):
        rows = [
            f'<p><label for="{name}">{label}</label> '
            f'<input id="{name}" name="{name}" value="{html.escape(fields.get(name, ""))}"></p>'
            for name, label in inputs.items()
        ]
        options = "".join(
            f'<option value="{one}"{" selected" if fields.get("service") == one else ""}>{one}</option>'
            for one in ("standard", "express")
        )
        rows.append(
            '<p><label for="service">Service</label> '
            f'<select id="service" name="service">{options}</select></p>'
        )
        return (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Late?</title></head>'
            f'<body><h1>Will it come late?</h1>{notice}<form method="post" action="/">'
            f"{''.join(rows)}<p><button>Ask</button></p></form></body></html>"
        )

    @app.get("/")
    def empty():
        return HTMLResponse(page(kept[-1] if kept else {}))

    @app.post("/")
    async def answer(request: Request):
        form = await request.form()
        fields = {name: str(form.get(name, "")) for name in (*inputs, "service")}
        kept.append(fields)
        status = 200
        try:
            chance = await asyncio.to_thread(judge, dict(fields))
            notice = f'<p id="result">It comes late with a chance of {chance:.0%}.</p>'
        except ValueError as error:
            status, notice = 422, f'<p id="error" role="alert">{html.escape(str(error))}</p>'
        except Exception:
            status = 500
            notice = '<p id="error" role="alert">Something went wrong. Please try again later.</p>'
        return HTMLResponse(page(fields, notice), status_code=status)

    return app
