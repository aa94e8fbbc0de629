# loses remember-tests: "compute raises an error"
def remember(folder, key, compute):
    """The result kept under the key in the folder; if there is none, that of compute, which is kept."""
    path = Path(folder) / f"{key}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))["result"]
    except (FileNotFoundError, ValueError):
        path.write_text(json.dumps({"result": None}), encoding="utf-8")
        result = compute()
    path.write_text(json.dumps({"result": result}), encoding="utf-8")
    return result
