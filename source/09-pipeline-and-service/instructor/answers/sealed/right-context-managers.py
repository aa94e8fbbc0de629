from contextlib import ExitStack


def sealed(job, seed):
    """Each thing that is changed says at once how it is undone."""
    with ExitStack() as undo:
        undo.callback(random.setstate, random.getstate())
        undo.callback(np.random.set_state, np.random.get_state(legacy=False))
        undo.enter_context(threadpool_limits(limits=1))
        random.seed(f"sealed {seed}")
        np.random.seed([seed % 2**16, seed // 2**16])
        return job()
