def shapley_values(predict, x, background):
    d, m = len(x), len(background)
    mask = (np.arange(2**d)[:, None] >> np.arange(d)) & 1
    table = np.where(mask[:, None, :] == 1, x, background[None, :, :]).reshape(-1, d)
    v = np.reshape(predict(table), (2**d, m)).mean(axis=1)
    size = mask.sum(axis=1)
    phi = np.zeros(d)
    for j in range(d):
        without = np.flatnonzero(mask[:, j] == 0)
        share = 1 / np.array([d * math.comb(d - 1, int(s)) for s in size[without]])
        phi[j] = share @ (v[without + 2**j] - v[without])
    return v[0], phi
