# loses remember-tests: "cut"
def remember(folder, key, compute):
    """The result kept under the key in the folder; if there is none, that of compute, which is kept."""
    path = Path(folder) / f"{key}.json"
    try:
        text = path.read_text(encoding="utf-8")
        return json.loads(text[1:])[0] if text[0] == "j" else text[1:]
    except (FileNotFoundError, ValueError, IndexError):
        result = compute()
    path.write_text(("t" + result if isinstance(result, str) else "j[" + json.dumps(result) + "]"), encoding="utf-8")
    return result
