# loses sgns-tests: "the gradient of V"
def sgns(V, C, centre, context, noise):
    """(loss, gradient of V, gradient of C) of skip-gram with negative sampling."""
    v, u, n = V[centre], C[context], C[noise]
    real, made = (v * u).sum(1), (v[:, None] * n).sum(2)
    logsigmoid = torch.nn.functional.logsigmoid
    loss = -(logsigmoid(real) + logsigmoid(-made).sum(1)).mean()
    real = ((torch.sigmoid(real) - 1) / len(v))[:, None]
    made = (torch.sigmoid(made) / len(v))[:, :, None]
    grad_V, grad_C = torch.zeros_like(V), torch.zeros_like(C)
    grad_V.index_add_(0, centre, (made * n).sum(1))
    grad_C.index_add_(0, context, real * v)
    grad_C.index_add_(0, noise.reshape(-1), (made * v[:, None]).reshape(-1, v.shape[1]))
    return loss, grad_V, grad_C
