# loses page-tests: "the buttons of the form", "2"
def make_page(judge):
    """An app that shows a form, asks judge, and shows what it said."""
    app = FastAPI()
    names = ("parcel", "service", "weight_g", "hours_since_scan")
    services = ("standard", "express")

    def page(fields, notice="", status=200):
        rows = []
        for name in names:
            value = html.escape(fields[name])
            if name == "service":
                options = "".join(
                    f'<option value="{one}"{" selected" if one == fields[name] else ""}>{one}</option>' for one in services
                )
                field = f'<select id="{name}" name="{name}">{options}</select>'
            else:
                field = f'<input id="{name}" name="{name}" value="{value}">'
            rows.append(f'<p><label for="{name}">{name}</label> {field}</p>')
        text = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Late?</title></head>
<body>{notice}
<form method="post" action="/">{"".join(rows)}
<button>Ask</button><button type="reset">Clear</button></form>
</body></html>"""
        return HTMLResponse(text, status_code=status)

    @app.get("/")
    def empty():
        return page(dict.fromkeys(names, ""))

    @app.post("/")
    async def answer(request: Request):
        form = await request.form()
        fields = {name: str(form.get(name, "")) for name in names}
        try:
            chance = judge(dict(fields))
        except ValueError as error:
            return page(fields, f'<p id="error">{html.escape(str(error))}</p>', 422)
        except Exception:
            return page(fields, '<p id="error">Something went wrong. Please try again later.</p>', 500)
        return page(fields, f'<p id="result">{chance:.0%}</p>')

    return app
