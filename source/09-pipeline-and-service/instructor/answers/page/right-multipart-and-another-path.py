def make_page(judge):
    app = FastAPI()
    e = html.escape
    names = ["hours_since_scan", "parcel", "weight_g"]

    def whole(values, status=200, **notices):
        out = ["<html><body>"]
        out += [f"<p><b><span id='{name}'>{e(text)}</span></b></p>" for name, text in notices.items()]
        out += ["<form enctype='multipart/form-data' action='/ask' method='post'><fieldset>"]
        for name in names:
            out += [f"<label for='in-{name}'>{name}</label>", f"<input name='{name}' id='in-{name}' value='{e(values.get(name, ''))}'/>"]
        out += ["<label for='in-service'>service</label><select id='in-service' name='service'>"]
        for one in ["express", "standard"]:
            chosen = "selected='selected'" if values.get("service", "standard") == one else ""
            out += [f"<option value='{one}' {chosen}>{one.title()}</option>"]
        out += ["</select><button type='submit'>Ask</button></fieldset></form></body></html>"]
        return HTMLResponse("\n".join(out), status_code=status)

    @app.get("/")
    def start():
        return whole({})

    @app.post("/ask")
    async def ask(request: Request):
        sent = await request.form()
        values = {name: sent[name] if name in sent else "" for name in [*names, "service"]}
        try:
            chance = judge(values)
        except ValueError as said:
            return whole(values, 422, error=str(said))
        except Exception:
            return whole(values, 500, error="Something went wrong. Please try again later.")
        return whole(values, 200, result="The chance is {:.0%}".format(chance))

    return app
