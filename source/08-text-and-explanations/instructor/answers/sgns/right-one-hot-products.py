import torch.nn.functional as F


def sgns(V, C, centre, context, noise):
    """(loss, gradient of V, gradient of C) of skip-gram with negative sampling."""
    def one_hot(places, table):
        return F.one_hot(places, len(table)).to(table.dtype)

    who, whom, made = one_hot(centre, V), one_hot(context, C), one_hot(noise, C)
    v = who @ V
    real, wrong = (v * (whom @ C)).sum(-1), (made @ C @ v.unsqueeze(-1)).squeeze(-1)
    loss = (-F.logsigmoid(real) - F.logsigmoid(-wrong).sum(-1)).mean()
    weights = (torch.sigmoid(wrong).unsqueeze(-1) * made).sum(1) - torch.sigmoid(-real).unsqueeze(-1) * whom
    weights = weights / len(centre)
    return [loss, who.T @ (weights @ C), weights.T @ v]
