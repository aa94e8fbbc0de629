# loses timed-tests: "log"
def timed(log):
    """A decorator that appends {"name", "seconds", "ok"} to log for each call."""
    def decorate(function):
        decorate.name = getattr(decorate, "name", function.__name__)

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            start, ok = time.perf_counter(), False
            try:
                result = function(*args, **kwargs)
                ok = True
                return result
            finally:
                seconds = time.perf_counter() - start
                log.append({"name": decorate.name, "seconds": seconds, "ok": ok})

        return wrapper

    return decorate
