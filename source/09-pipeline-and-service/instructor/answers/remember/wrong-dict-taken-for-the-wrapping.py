# loses remember-tests: "a result that is {'result': 5}"
def remember(folder, key, compute):
    path = folder / f"{key}.json"
    try:
        return (lambda kept: kept["result"] if isinstance(kept, dict) and list(kept) == ["result"] else kept)(json.loads(path.read_text()))
    except (FileNotFoundError, ValueError):
        pass
    result = compute()
    path.write_text(json.dumps(result if isinstance(result, dict) else {"result": result}))
    return result
