def sealed(job, seed):
    """Result and error are kept until all is put back."""
    of_python, of_numpy = random.getstate(), np.random.get_state()
    result, problem = None, None
    np.random.set_state(np.random.RandomState(seed).get_state())
    random.setstate(random.Random(seed).getstate())
    limits = threadpool_limits(1)
    try:
        result = job()
    except BaseException as error:
        problem = error
    limits.restore_original_limits()
    np.random.set_state(of_numpy)
    random.setstate(of_python)
    if problem is not None:
        raise problem
    return result
