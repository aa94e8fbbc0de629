def specify(log, wish):
    p95 = float(log["ms"].quantile(0.95, interpolation="higher"))
    peak = int(np.bincount(log["at"].astype(int)).max())
    size = wish["parameters"] / 2**20 * wish["bytes_per_parameter"]
    machines = (peak + wish["machine_per_second"] - 1) // wish["machine_per_second"]
    return dict(p95_ms=p95, meets=bool(p95 <= wish["limit_ms"]), peak_per_second=peak, model_mb=float(size),
                fits=bool(size <= wish["machine_memory_mb"]), machines=int(machines),
                euros_per_month=float(machines * wish["machine_euros_per_month"]))
