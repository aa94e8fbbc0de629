# loses remember-tests: "of its file only"
def remember(folder, key, compute):
    path = folder / f"{key}.json"
    try:
        kept = json.loads(path.read_text())
        return kept["result"] if isinstance(kept, dict) and set(kept) == {"result"} else kept
    except (FileNotFoundError, ValueError):
        pass
    result = compute()
    path.write_text(json.dumps({"result": result} if type(result) is int else result))
    return result
