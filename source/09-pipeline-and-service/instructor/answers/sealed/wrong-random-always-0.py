# loses sealed-tests: "another seed", "other seeds differ"
def sealed(job, seed):
    """What job() returns, with both global generators seeded and one thread; all is put back afterwards."""
    kept = random.getstate(), np.random.get_state()
    try:
        random.seed(0)
        np.random.seed(seed)
        with threadpool_limits(1):
            return job()
    finally:
        random.setstate(kept[0])
        np.random.set_state(kept[1])
