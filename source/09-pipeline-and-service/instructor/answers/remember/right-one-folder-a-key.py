def remember(folder, key, compute):
    """The result kept under the key in the folder; if there is none, that of compute, which is kept."""
    own = Path(folder) / key
    own.mkdir(exist_ok=True)
    result_file = own / "result.json"
    text = result_file.read_text(encoding="utf-8") if result_file.is_file() else ""
    if text.endswith("]"):
        try:
            (kept,) = json.loads(text)
            return kept
        except (json.JSONDecodeError, ValueError):
            text = ""
    computed = compute()
    result_file.write_text(json.dumps([computed], ensure_ascii=False), encoding="utf-8")
    return computed
