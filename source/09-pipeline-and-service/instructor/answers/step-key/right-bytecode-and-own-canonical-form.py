import base64


def canonical(value):
    if value is None or isinstance(value, (bool, int, float, str)):
        return f"{type(value).__name__}:{value!r}"
    if isinstance(value, (list, tuple)):
        return "[" + ";".join(map(canonical, value)) + "]"
    if isinstance(value, dict):
        return "{" + ";".join(f"{name!r}={canonical(value[name])}" for name in sorted(value)) + "}"
    raise TypeError(f"{type(value).__name__} can't be part of a key")


def code_of(code):
    constants = [code_of(one) if hasattr(one, "co_code") else repr(one) for one in code.co_consts]
    return repr((code.co_code, code.co_names, code.co_varnames, code.co_freevars, constants))


def step_key(function, params, inputs):
    """A text that is the same if the function's text, the parameters and the inputs' bytes are the same."""
    digest = hashlib.blake2b(digest_size=24)
    cells = [repr(cell.cell_contents) for cell in function.__closure__ or ()]
    parts = [code_of(function.__code__), repr(function.__defaults__), repr(cells), canonical(params)]
    for name in sorted(inputs):
        with open(inputs[name], "rb") as file:
            parts += [repr(name), file.read().hex()]
    digest.update(repr(parts).encode())
    return base64.urlsafe_b64encode(digest.digest()).decode().rstrip("=")
