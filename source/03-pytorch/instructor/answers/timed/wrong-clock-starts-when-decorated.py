# loses timed-tests: "was logged as"
def timed(log):
    """A decorator that appends {"name", "seconds", "ok"} to log for each call."""
    def decorate(function):
        start = time.perf_counter()

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            ok = False
            try:
                result = function(*args, **kwargs)
                ok = True
                return result
            finally:
                seconds = time.perf_counter() - start
                log.append({"name": function.__name__, "seconds": seconds, "ok": ok})

        return wrapper

    return decorate
