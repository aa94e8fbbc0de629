def specify(log, wish):
    ms, seconds = sorted(log["ms"].tolist()), {}
    place = 0.95 * (len(ms) - 1)
    below = int(place)
    p95 = ms[below] + (place - below) * (ms[min(below + 1, len(ms) - 1)] - ms[below])
    for at in log["at"].tolist():
        seconds[at // 1] = seconds.get(at // 1, 0) + 1
    peak = max(seconds.values())
    machines = 0
    while machines * wish["machine_per_second"] < peak:
        machines += 1
    size = wish["parameters"] / 1048576 * wish["bytes_per_parameter"]
    return {"p95_ms": p95, "meets": not p95 > wish["limit_ms"], "peak_per_second": peak, "model_mb": size,
            "fits": not size > wish["machine_memory_mb"], "machines": machines,
            "euros_per_month": machines * wish["machine_euros_per_month"]}
