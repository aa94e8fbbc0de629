# loses step-key-tests: "look alike"
import hashlib


def step_key(function, params, inputs):
    if function.__name__ == "<lambda>" or function.__closure__ is not None:
        raise ValueError("no lambda, no closure")
    parts = {
        "code": "\n".join(l for l in inspect.getsource(function).splitlines() if l.strip() and not l.strip().startswith("#")),
        "params": params,
        "inputs": {name: hashlib.sha256(Path(path).read_bytes()).hexdigest() for name, path in inputs.items()},
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
