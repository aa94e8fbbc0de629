# loses timed-tests: "in the list of another timed(log)"
_LOG = []

def timed(log):
    global _LOG
    _LOG = log
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            ok = False
            start = time.perf_counter()
            try:
                result = function(*args, **kwargs)
                ok = True
                return result
            finally:
                _LOG.append({"name": function.__name__, "seconds": time.perf_counter() - start, "ok": ok})
        return wrapper
    return decorate
