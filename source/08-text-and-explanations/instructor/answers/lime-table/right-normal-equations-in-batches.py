def lime_table(predict, x, scales, label, rng, draws=1000, width=None, penalty=1.0):
    d = len(x)
    w = width or 0.75 * d**0.5
    rows = np.column_stack([rng.normal(x[j], scales[j], draws) for j in range(d)])
    y = np.concatenate([np.asarray(predict(part))[:, label] for part in np.array_split(rows, 7)])
    u = (rows - x) / scales
    k = np.exp(-0.5 * (np.linalg.norm(u, axis=1) / w) ** 2)
    design = np.hstack([np.ones((draws, 1)), u])
    pay = np.diag([0.0] + [float(penalty)] * d)
    beta = np.linalg.solve(design.T @ (k[:, None] * design) + pay, design.T @ (k * y))
    return beta[0], beta[1:]
