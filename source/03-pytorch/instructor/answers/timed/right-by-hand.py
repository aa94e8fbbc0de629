def timed(log):
    """Copies name and docstring by hand."""
    def decorate(function):
        def wrapper(*args, **kwargs):
            start = time.perf_counter()
            try:
                result = function(*args, **kwargs)
            except BaseException:
                note(False, start)
                raise
            note(True, start)
            return result

        def note(ok, start):
            seconds = time.perf_counter() - start
            log.append(dict(name=wrapper.__name__, seconds=seconds, ok=ok))

        wrapper.__name__, wrapper.__doc__ = function.__name__, function.__doc__
        return wrapper

    return decorate
