def measure(old, new, clock, rounds=30, warm_up=5):
    """Median and p95 of two functions, and the interval of their ratio, from interleaved rounds."""
    [old() for _ in range(warm_up)]
    [new() for _ in range(warm_up)]
    times = np.empty((rounds, 2))
    for turn in range(rounds):
        order = [(0, old), (1, new)]
        if turn % 2:
            order.reverse()
        at = clock()
        for column, function in order:
            function()
            now = clock()
            times[turn, column] = now - at
            at = now
    ratios = times[:, 1] / times[:, 0]
    low, high = order_interval(ratios)
    (m_old, m_new), (p_old, p_new) = np.quantile(times, [0.5, 0.95], axis=0)
    return {"old": [m_old, p_old], "new": [m_new, p_new], "ratio": np.quantile(ratios, 0.5), "low": low, "high": high}
