# loses step-key-tests: "in which a lambda stands"
import hashlib


def step_key(function, params, inputs):
    if "lambda" in inspect.getsource(function) or function.__closure__ is not None:
        raise ValueError("no lambda, no closure")
    parts = {
        "code": inspect.getsource(function),
        "params": params,
        "inputs": {name: hashlib.sha256(Path(path).read_bytes()).hexdigest() for name, path in inputs.items()},
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
