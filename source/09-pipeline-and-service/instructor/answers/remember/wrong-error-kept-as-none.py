# loses remember-tests: "the error of compute"
def remember(folder, key, compute):
    """The result kept under the key in the folder; if there is none, that of compute, which is kept."""
    path = Path(folder) / f"{key}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))["result"]
    except (FileNotFoundError, ValueError):
        try:
            result = compute()
        except Exception:
            result = None
    path.write_text(json.dumps({"result": result}), encoding="utf-8")
    return result
