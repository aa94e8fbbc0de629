def specify(log, wish):
    from collections import Counter

    ms = sorted(log["ms"])
    p95 = ms[math.ceil(0.95 * len(ms)) - 1]
    peak = max(Counter(int(t) for t in log["at"]).values())
    size = wish["parameters"] * wish["bytes_per_parameter"] / 1024 / 1024
    machines = -(-peak // wish["machine_per_second"])
    return {"p95_ms": p95, "meets": p95 <= wish["limit_ms"], "peak_per_second": peak, "model_mb": size,
            "fits": size <= wish["machine_memory_mb"], "machines": machines,
            "euros_per_month": machines * wish["machine_euros_per_month"]}
