def step_key(function, params: dict, inputs: dict) -> str:
    """A text that is the same if the function's text, the parameters and the inputs' bytes are the same."""
    if function.__code__.co_name == "<lambda>":
        raise ValueError("lambdas have no name and no text of their own")
    if function.__code__.co_freevars:
        raise ValueError("closures depend on what is around them")
    whole = hashlib.sha1()

    def add(part: bytes) -> None:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)

    add("\n".join(line.rstrip() for line in inspect.getsource(function).splitlines()).encode())
    add(json.dumps(params, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8"))
    for name, path in sorted(inputs.items()):
        add(name.encode())
        content = hashlib.sha256()
        with Path(path).open("rb") as file:
            while block := file.read(4096):
                content.update(block)
        add(content.digest())
    return "step-" + whole.hexdigest()
