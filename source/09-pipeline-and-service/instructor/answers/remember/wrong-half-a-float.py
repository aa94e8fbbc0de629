# loses remember-tests: "of its file only"
def remember(folder, key, compute):
    path = folder / f"{key}.json"
    try:
        return (lambda kept: kept["result"] if isinstance(kept, dict) else kept)(json.loads(path.read_text()))
    except (FileNotFoundError, ValueError):
        pass
    result = compute()
    path.write_text(json.dumps(result if isinstance(result, float) else {"result": result}))
    return result
