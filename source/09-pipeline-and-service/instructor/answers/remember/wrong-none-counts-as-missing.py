# loses remember-tests: "None"
def remember(folder, key, compute):
    """The result kept under the key in the folder; if there is none, that of compute, which is kept."""
    path = Path(folder) / f"{key}.json"
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))["result"]
        if kept is not None:
            return kept
        result = compute()
    except (FileNotFoundError, ValueError):
        result = compute()
    path.write_text(json.dumps({"result": result}), encoding="utf-8")
    return result
