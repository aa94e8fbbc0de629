# loses step-key-tests: "a function within a function"
import hashlib


def step_key(function, params, inputs):
    if function.__name__ == "<lambda>" or "<locals>" in function.__qualname__:
        raise ValueError("no lambda, no closure")
    parts = {
        "code": inspect.getsource(function),
        "params": params,
        "inputs": {name: hashlib.sha256(Path(path).read_bytes()).hexdigest() for name, path in inputs.items()},
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
