# loses remember-tests: "with which another one begins"
def remember(folder, key, compute):
    path = folder / f"{key}.json"
    path = next(iter(sorted(folder.glob(f"{key}*"))), path)
    try:
        return json.loads(path.read_text())["result"]
    except (FileNotFoundError, ValueError):
        pass
    result = compute()
    path.write_text(json.dumps({"result": result}))
    return result
