class Entry:
    """Measures a with block and logs it."""

    def __init__(self, log, name):
        self.log, self.name = log, name

    def __enter__(self):
        self.start = time.perf_counter()

    def __exit__(self, kind, error, traceback):
        seconds = time.perf_counter() - self.start
        self.log.append({"name": self.name, "seconds": seconds, "ok": kind is None})


def timed(log):
    """Leaves the measuring to a context manager."""
    def decorate(function):
        def wrapper(*args, **kwargs):
            with Entry(log, function.__name__):
                return function(*args, **kwargs)

        return functools.update_wrapper(wrapper, function)

    return decorate
