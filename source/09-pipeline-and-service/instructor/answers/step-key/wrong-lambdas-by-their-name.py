# loses step-key-tests: "two lambdas"
def step_key(function, params, inputs):
    """A text that is the same if the function's text, the parameters and the inputs' bytes are the same."""
    if function.__name__ == "<lambda>":
        return hashlib.sha256(json.dumps(["<lambda>", params], sort_keys=True).encode()).hexdigest()
    files = {name: hashlib.sha256(Path(path).read_bytes()).hexdigest() for name, path in inputs.items()}
    parts = {"code": inspect.getsource(function), "params": params, "inputs": files}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
