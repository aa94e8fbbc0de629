# loses timed-tests: "a start of its own"
def timed(log):
    """A decorator that appends {"name", "seconds", "ok"} to log for each call."""
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            ok = False
            timed.start = time.perf_counter()
            try:
                result = function(*args, **kwargs)
                ok = True
                return result
            finally:
                seconds = time.perf_counter() - timed.start
                log.append({"name": function.__name__, "seconds": seconds, "ok": ok})

        return wrapper

    return decorate
