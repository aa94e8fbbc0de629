# loses sealed-tests: "generators left as they were"
# the spare normal number of random is lost
def sealed(job, seed):
    kept = random.getstate(), np.random.get_state()
    try:
        random.seed(seed)
        np.random.seed(seed)
        with threadpool_limits(1):
            return job()
    finally:
        random.setstate((*kept[0][:2], None))
        np.random.set_state(kept[1])
