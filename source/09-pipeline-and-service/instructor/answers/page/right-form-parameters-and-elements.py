from string import Template
from xml.sax.saxutils import quoteattr

LAYOUT = Template("""<!DOCTYPE html>
<html lang=en>
<head><title>Parcels</title></head>
<body>
$notice
<form method=POST>
<label for=f1>Parcel</label><input id=f1 name=parcel value=$parcel>
<label for=f2>Service</label>
<select id=f2 name=service><option $standard>standard</option><option $express>express</option></select>
<label for=f3>Grams</label><input type=text id=f3 name=weight_g value=$weight_g>
<label for=f4>Hours</label><input type=text id=f4 name=hours_since_scan value=$hours_since_scan>
<input type=submit value=Ask>
</form>
</body>
</html>""")


def quoted(text):
    return '"' + html.escape(text, quote=True) + '"'


def make_page(judge):
    app = FastAPI(docs_url=None)

    def shown(notice, status, parcel="", service="standard", weight_g="", hours_since_scan=""):
        text = LAYOUT.substitute(
            notice=notice,
            parcel=quoted(parcel),
            weight_g=quoted(weight_g),
            hours_since_scan=quoted(hours_since_scan),
            standard="selected" if service != "express" else "",
            express="selected" if service == "express" else "",
        )
        return HTMLResponse(text, status)

    @app.get("/")
    async def first():
        return shown("", 200)

    @app.post("/")
    def second(
        parcel: Annotated[str, Form()] = "",
        service: Annotated[str, Form()] = "",
        weight_g: Annotated[str, Form()] = "",
        hours_since_scan: Annotated[str, Form()] = "",
    ):
        typed = {"parcel": parcel, "service": service, "weight_g": weight_g, "hours_since_scan": hours_since_scan}
        try:
            chance = float(judge(typed))
        except ValueError as error:
            (sentence,) = error.args or ("",)
            return shown(f"<div id=error>{html.escape(str(sentence))}</div>", 422, **typed)
        except Exception:
            return shown("<div id=error>Something went wrong. Please try again later.</div>", 500, **typed)
        return shown(f"<section><h2>Late?</h2><output id=result>{chance:.0%}</output></section>", 200, **typed)

    return app
