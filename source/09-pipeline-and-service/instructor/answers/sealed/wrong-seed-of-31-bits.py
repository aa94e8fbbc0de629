# loses sealed-tests: "other seeds differ"
# seeds beyond 2**31 are as those below
def sealed(job, seed):
    kept = random.getstate(), np.random.get_state()
    try:
        random.seed(seed % 2**31)
        np.random.seed(seed % 2**31)
        with threadpool_limits(1):
            return job()
    finally:
        random.setstate(kept[0])
        np.random.set_state(kept[1])
