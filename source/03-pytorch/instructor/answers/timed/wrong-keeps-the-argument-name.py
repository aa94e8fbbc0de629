# loses timed-tests: "an argument called 'name'"
def timed(log):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, name=None, **kwargs):
            start = time.perf_counter()
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
