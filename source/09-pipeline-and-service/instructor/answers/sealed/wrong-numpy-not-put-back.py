# loses sealed-tests: "generators left as they were", "a job that fails", "nothing is left behind, by other seeds"
def sealed(job, seed):
    """What job() returns, with both global generators seeded and one thread; all is put back afterwards."""
    kept = random.getstate(), np.random.get_state()
    try:
        random.seed(seed)
        np.random.seed(seed)
        with threadpool_limits(1):
            return job()
    finally:
        random.setstate(kept[0])
