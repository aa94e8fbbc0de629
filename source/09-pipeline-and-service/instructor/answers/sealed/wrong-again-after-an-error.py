# loses sealed-tests in "nothing is left behind, by other seeds": "nothing is left behind, by other seeds"
def sealed(job, seed):
    """What job() returns, with both global generators seeded and one thread; all is put back afterwards."""
    kept = random.getstate(), np.random.get_state()
    try:
        random.seed(seed)
        np.random.seed(seed)
        with threadpool_limits(1):
            try:
                return job()
            except Exception:
                return job()
    finally:
        random.setstate(kept[0])
        np.random.set_state(kept[1])
