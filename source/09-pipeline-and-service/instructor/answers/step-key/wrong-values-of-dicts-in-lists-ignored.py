# loses step-key-tests: "in a dict within a list"
import hashlib


def step_key(function, params, inputs):
    if function.__name__ == "<lambda>" or function.__closure__ is not None:
        raise ValueError("no lambda, no closure")
    parts = {
        "code": inspect.getsource(function),
        "params": {k: [sorted(x) if isinstance(x, dict) else x for x in v] if isinstance(v, list) else v for k, v in params.items()},
        "inputs": {name: hashlib.sha256(Path(path).read_bytes()).hexdigest() for name, path in inputs.items()},
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
