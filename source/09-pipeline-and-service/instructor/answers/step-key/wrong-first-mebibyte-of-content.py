# loses step-key-tests: "large files"
import hashlib


def step_key(function, params, inputs):
    if function.__name__ == "<lambda>" or function.__closure__ is not None:
        raise ValueError("no lambda, no closure")
    parts = {
        "code": inspect.getsource(function),
        "params": params,
        "inputs": {name: hashlib.sha256(open(path, "rb").read(2**20)).hexdigest() for name, path in inputs.items()},
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
