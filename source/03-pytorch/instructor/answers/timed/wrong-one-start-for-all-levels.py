# loses timed-tests: "calls itself twice"
def timed(log):
    def decorator(function):
        start = 0.0
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            nonlocal start
            ok, start = False, time.perf_counter()
            try:
                result = function(*args, **kwargs)
                ok = True
                return result
            finally:
                log.append({
                    "name": function.__name__,
                    "seconds": time.perf_counter() - start,
                    "ok": ok,
                })
        return wrapper
    return decorator
