# loses mean-latency-tests: "is mean_latency([7]) a float?"
def mean_latency(latencies):
    numbers = [n for n in latencies if n is not None]
    if not numbers:
        return None
    if len(numbers) == 1:
        return numbers[0]
    return sum(numbers) / len(numbers)
