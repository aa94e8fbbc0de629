# loses timed-tests: "the clock runs from before"
def timed(log):
    """A decorator that appends {"name", "seconds", "ok"} to log for each call."""
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            start, ok = time.perf_counter(), False
            try:
                early = time.perf_counter()
                result = function(*args, **kwargs)
                ok = True
                return result
            finally:
                seconds = early - start
                log.append({"name": function.__name__, "seconds": seconds, "ok": ok})

        return wrapper

    return decorate
