# loses timed-tests: "Stop"
def timed(log):
    """A decorator that appends {"name", "seconds", "ok"} to log for each call."""
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            start, ok = time.perf_counter(), False
            try:
                result = function(*args, **kwargs)
            except Exception:
                log.append({"name": function.__name__, "seconds": time.perf_counter() - start, "ok": False})
                raise
            log.append({"name": function.__name__, "seconds": time.perf_counter() - start, "ok": True})
            return result

        return wrapper

    return decorate
