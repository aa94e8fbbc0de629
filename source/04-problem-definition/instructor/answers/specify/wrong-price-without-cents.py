# loses specify-tests: "euros_per_month on a log of", "those of"
def specify(log, wish):
    p95 = float(np.percentile(log["ms"], 95))
    peak = int(np.floor(log["at"]).value_counts().max())
    size = wish["parameters"] * wish["bytes_per_parameter"] / 2**20
    machines = math.ceil(peak / wish["machine_per_second"])
    return {
        "p95_ms": p95, "meets": p95 <= wish["limit_ms"], "peak_per_second": peak, "model_mb": size,
        "fits": size <= wish["machine_memory_mb"], "machines": machines, "euros_per_month": int(machines * wish["machine_euros_per_month"]),
    }
