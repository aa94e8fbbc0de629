# loses timed-tests: "when functions were decorated"
def timed(log):
    """A decorator that appends {"name", "seconds", "ok"} to log for each call."""
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            start, ok = time.perf_counter(), False
            try:
                result = function(*args, **kwargs)
                ok = True
                return result
            finally:
                seconds = time.perf_counter() - start
                log.append({"name": function.__name__, "seconds": seconds, "ok": ok})

        log.append({"name": function.__name__, "seconds": 0.0, "ok": True})
        return wrapper

    return decorate
