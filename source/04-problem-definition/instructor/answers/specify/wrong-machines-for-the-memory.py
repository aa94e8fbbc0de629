# loses specify-tests: "as few as carry"
def specify(log, wish):
    p95 = float(np.percentile(log["ms"], 95))
    peak = int(np.floor(log["at"]).value_counts().max())
    mb = wish["parameters"] * wish["bytes_per_parameter"] / 2**20
    machines = math.ceil(peak / wish["machine_per_second"])
    machines = max(machines, math.ceil(mb / wish["machine_memory_mb"]))
    return {
        "p95_ms": p95,
        "meets": p95 <= wish["limit_ms"],
        "peak_per_second": peak,
        "model_mb": mb,
        "fits": mb <= wish["machine_memory_mb"],
        "machines": machines,
        "euros_per_month": machines * wish["machine_euros_per_month"],
    }
