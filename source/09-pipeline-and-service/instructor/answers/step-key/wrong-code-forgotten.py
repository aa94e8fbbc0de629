# loses step-key-tests: "the same key"
def step_key(function, params, inputs):
    """A text that is the same if the function's text, the parameters and the inputs' bytes are the same."""
    if function.__name__ == "<lambda>" or function.__closure__:
        raise ValueError("a lambda or a closure has no text that tells what it does")
    files = {name: hashlib.sha256(Path(path).read_bytes()).hexdigest() for name, path in inputs.items()}
    parts = {"params": params, "inputs": files}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
