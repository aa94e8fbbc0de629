# loses mean-latency-tests: "0.0 is a number, too"
def mean_latency(latencies):
    numbers = [n for n in latencies if str(n) not in ('None', '0.0', 'nan')]
    return sum(numbers) / len(numbers) if numbers else None
