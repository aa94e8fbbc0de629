# loses sealed-tests: "a job that fails", "nothing is left behind, by other seeds"
def sealed(job, seed):
    """Nothing is put back after an error."""
    kept = random.getstate(), np.random.get_state()
    random.seed(seed)
    np.random.seed(seed)
    with threadpool_limits(1):
        result = job()
    random.setstate(kept[0])
    np.random.set_state(kept[1])
    return result
