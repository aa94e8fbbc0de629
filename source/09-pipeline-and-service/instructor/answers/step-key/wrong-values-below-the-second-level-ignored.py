# loses step-key-tests: "values that differ"
import hashlib


def step_key(function, params, inputs):
    if function.__name__ == "<lambda>" or function.__closure__ is not None:
        raise ValueError("no lambda, no closure")
    parts = {
        "code": inspect.getsource(function),
        "params": {k: {a: b if not isinstance(b, (dict, list)) else type(b).__name__ for a, b in v.items()} if isinstance(v, dict) else v for k, v in params.items()},
        "inputs": {name: hashlib.sha256(Path(path).read_bytes()).hexdigest() for name, path in inputs.items()},
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
