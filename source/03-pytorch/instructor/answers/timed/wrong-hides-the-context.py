# loses timed-tests: "the function's own KeyError, as it was raised"
def timed(log):
    """A decorator that appends {"name", "seconds", "ok"} to log for each call."""
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            start = time.perf_counter()
            try:
                result = function(*args, **kwargs)
            except BaseException as error:
                log.append({"name": function.__name__, "seconds": time.perf_counter() - start, "ok": False})
                raise error from None
            log.append({"name": function.__name__, "seconds": time.perf_counter() - start, "ok": True})
            return result

        return wrapper

    return decorate
