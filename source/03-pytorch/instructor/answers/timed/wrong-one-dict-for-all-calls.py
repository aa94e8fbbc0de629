# loses timed-tests: "ok [False, False, False, False]"
def timed(log):
    def decorate(function):
        entry = {"name": function.__name__}
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            ok = False
            start = time.perf_counter()
            try:
                result = function(*args, **kwargs)
                ok = True
                return result
            finally:
                entry.update(seconds=time.perf_counter() - start, ok=ok)
                log.append(entry)
        return wrapper
    return decorate
