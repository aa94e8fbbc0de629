def sgns(V, C, centre, context, noise):
    """(loss, gradient of V, gradient of C) of skip-gram with negative sampling."""
    loss, grad_V, grad_C = V.new_zeros(()), V.new_zeros(V.shape), C.new_zeros(C.shape)
    size = len(centre)
    for b in range(size):
        i, j = int(centre[b]), int(context[b])
        s = V[i] @ C[j]
        loss = loss + torch.nn.functional.softplus(-s)
        e = torch.sigmoid(s) - 1
        grad_V[i] += e * C[j]
        grad_C[j] += e * V[i]
        for n in noise[b].tolist():
            s = V[i] @ C[n]
            loss = loss + torch.nn.functional.softplus(s)
            e = torch.sigmoid(s)
            grad_V[i] += e * C[n]
            grad_C[n] += e * V[i]
    return loss / size, grad_V / size, grad_C / size
