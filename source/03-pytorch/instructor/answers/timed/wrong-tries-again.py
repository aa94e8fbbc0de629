# loses timed-tests: "ran 6 times: expected 4"
def timed(log):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            ok = False
            start = time.perf_counter()
            try:
                try:
                    result = function(*args, **kwargs)
                except Exception:
                    result = function(*args, **kwargs)
                ok = True
                return result
            finally:
                log.append({"name": function.__name__, "seconds": time.perf_counter() - start, "ok": ok})
        return wrapper
    return decorate
