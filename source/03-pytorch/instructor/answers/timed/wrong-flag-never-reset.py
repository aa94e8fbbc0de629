# loses timed-tests: "ok [True, True, True, True]"
def timed(log):
    def decorate(function):
        ok = False
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            nonlocal ok
            start = time.perf_counter()
            try:
                result = function(*args, **kwargs)
                ok = True
                return result
            finally:
                log.append({"name": function.__name__, "seconds": time.perf_counter() - start, "ok": ok})
        return wrapper
    return decorate
