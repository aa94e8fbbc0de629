# loses timed-tests: ""
def timed(log):
    """A decorator that appends {"name", "seconds", "ok"} to log for each call."""
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            start, ok = time.perf_counter(), False
            try:
                result = function(*args, **kwargs)
                ok = result is not None
                return result
            finally:
                seconds = time.perf_counter() - start
                log.append({"name": function.__name__, "seconds": seconds, "ok": ok})

        return wrapper

    return decorate
