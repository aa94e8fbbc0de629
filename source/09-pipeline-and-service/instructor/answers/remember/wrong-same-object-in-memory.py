# loses remember-tests: "changed by the caller"
kept = {}


def remember(folder, key, compute):
    """The result kept under the key in the folder; if there is none, that of compute, which is kept."""
    path = Path(folder) / f"{key}.json"
    if path in kept and path.exists() and path.stat().st_size == kept[path][1]:
        return kept[path][0]
    try:
        return json.loads(path.read_text(encoding="utf-8"))["result"]
    except (FileNotFoundError, ValueError):
        result = compute()
    path.write_text(json.dumps({"result": result}), encoding="utf-8")
    kept[path] = result, path.stat().st_size
    return result
