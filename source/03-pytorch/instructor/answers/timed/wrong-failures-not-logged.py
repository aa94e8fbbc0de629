# loses timed-tests: "expected name 'fails' and ok False"
def timed(log):
    """A decorator that appends {"name", "seconds", "ok"} to log for each call."""
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            start, ok = time.perf_counter(), False
            result = function(*args, **kwargs)
            seconds = time.perf_counter() - start
            log.append({"name": function.__name__, "seconds": seconds, "ok": True})
            return result

        return wrapper

    return decorate
