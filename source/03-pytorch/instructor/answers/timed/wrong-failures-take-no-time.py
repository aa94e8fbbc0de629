# loses timed-tests: "a call that raises KeyError after"
def timed(log):
    """A decorator that appends {"name", "seconds", "ok"} to log for each call."""
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            start = time.perf_counter()
            try:
                result = function(*args, **kwargs)
            except BaseException:
                log.append({"name": function.__name__, "seconds": 0.0, "ok": False})
                raise
            log.append({"name": function.__name__, "seconds": time.perf_counter() - start, "ok": True})
            return result

        return wrapper

    return decorate
