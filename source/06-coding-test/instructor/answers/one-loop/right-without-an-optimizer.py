def train(model, train_batches, valid_batches, epochs, rate, decay, limit):
    """(history, best): the validation losses, and the parameters of the best epoch."""
    history, states = [], []
    parameters = list(model.parameters())
    for epoch in range(epochs):
        model.train()
        for x, y in train_batches:
            gradients = torch.autograd.grad(F.cross_entropy(model(x), y), parameters)
            norm = sum(g.square().sum() for g in gradients).sqrt().item()
            factor = min(1.0, limit / max(norm, 1e-300))
            with torch.no_grad():
                for p, g in zip(parameters, gradients):
                    p -= rate * decay**epoch * factor * g
        model.eval()
        with torch.no_grad():
            losses = [F.cross_entropy(model(x), y, reduction="none") for x, y in valid_batches]
        history.append(torch.cat(losses).mean().item())
        states.append(copy.deepcopy(model.state_dict()))
    return history, states[history.index(min(history))]
