import os
import pickle


def remember(folder, key, compute):
    """The result kept under the key in the folder; if there is none, that of compute, which is kept."""
    place = os.path.join(folder, key)
    if os.path.exists(place):
        with open(place, "rb") as file:
            stored = file.read()
        digest, body = stored[:32], stored[32:]
        if hashlib.sha256(body).digest() == digest:
            return pickle.loads(body)
    result = compute()
    body = pickle.dumps(result)
    with open(place + ".new", "wb") as file:
        file.write(hashlib.sha256(body).digest() + body)
    os.replace(place + ".new", place)
    return result
