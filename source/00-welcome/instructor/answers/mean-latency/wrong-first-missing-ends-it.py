# loses mean-latency-tests: "mean_latency([None, 7])"
def mean_latency(latencies):
    if not latencies or None in latencies[:1]:
        return None
    numbers = [n for n in latencies if n is not None]
    return sum(numbers) / len(numbers)
