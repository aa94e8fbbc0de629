# loses remember-tests: "files of the folder are deleted"
kept = {}


def remember(folder, key, compute):
    """The result kept under the key in the folder; if there is none, that of compute, which is kept."""
    path = Path(folder) / f"{key}.json"
    if path in kept:
        return json.loads(kept[path])
    try:
        return json.loads(path.read_text(encoding="utf-8"))["result"]
    except (FileNotFoundError, ValueError):
        result = compute()
    path.write_text(json.dumps({"result": result}), encoding="utf-8")
    kept[path] = json.dumps(result)
    return result
