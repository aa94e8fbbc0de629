def sgns(V, C, centre, context, noise):
    """(loss, gradient of V, gradient of C) of skip-gram with negative sampling."""
    B, k = noise.shape
    targets = torch.cat([context[:, None], noise], dim=1)
    truth = torch.zeros(B, k + 1, dtype=V.dtype)
    truth[:, 0] = 1
    v, u = V[centre], C[targets]
    s = torch.einsum("bd,bkd->bk", v, u)
    softplus = torch.clamp(s, min=0) + torch.log1p(torch.exp(-s.abs()))
    loss = (softplus - truth * s).sum() / B
    error = (torch.sigmoid(s) - truth) / B
    grad_V, grad_C = torch.zeros_like(V), torch.zeros_like(C)
    grad_V.index_add_(0, centre, torch.einsum("bk,bkd->bd", error, u))
    grad_C.index_put_((targets,), error[:, :, None] * v[:, None, :], accumulate=True)
    return loss, grad_V, grad_C
