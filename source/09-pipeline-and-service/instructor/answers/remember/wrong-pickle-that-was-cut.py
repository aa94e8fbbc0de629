# loses remember-tests: "of its file only"
import pickle


def remember(folder, key, compute):
    """The result kept under the key in the folder; if there is none, that of compute, which is kept."""
    path = folder / f"{key}.pickle"
    if path.exists():
        try:
            return pickle.loads(path.read_bytes())
        except pickle.UnpicklingError:
            pass
    result = compute()
    path.write_bytes(pickle.dumps(result))
    return result
