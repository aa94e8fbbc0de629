# loses low-rank-tests: "1e-10"
def low_rank(weight, error):
    L, Q = torch.linalg.eigh(weight.T @ weight)
    S, V = L.flip(0).clamp(min=1e-300).sqrt(), Q.flip(1).T
    U = weight @ V.T / S
    k = min(weight.shape)
    U, S, V = U[:, :k], S[:k], V[:k]
    out, into = weight.shape
    r = 1
    while r < len(S) and S[r:].norm() > error * S.norm():
        r += 1
    if r * (out + into) >= out * into:
        return None
    return U[:, :r] * S[:r], V[:r]
