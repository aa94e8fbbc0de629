# loses timed-tests: "calls itself twice"
def timed(log):
    def decorator(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            if getattr(wrapper, 'busy', False):
                return function(*args, **kwargs)
            wrapper.busy = True
            ok, start = False, time.perf_counter()
            try:
                result = function(*args, **kwargs)
                ok = True
                return result
            finally:
                wrapper.busy = False
                log.append({
                    "name": function.__name__,
                    "seconds": time.perf_counter() - start,
                    "ok": ok,
                })
        return wrapper
    return decorator
