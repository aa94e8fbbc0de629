# loses step-key-tests: "two lambdas in a list"
def step_key(function, params, inputs):
    """A text that is the same if the function's text, the parameters and the inputs' bytes are the same."""
    if function.__closure__:
        raise ValueError("a closure")
    files = {name: hashlib.sha256(Path(path).read_bytes()).hexdigest() for name, path in inputs.items()}
    parts = {"code": inspect.getsource(function) if function.__name__ != "<lambda>" else repr(function.__code__.co_consts) + function.__code__.co_code.hex(), "params": params, "inputs": files}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
