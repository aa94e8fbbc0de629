def train(model, train_batches, valid_batches, epochs, rate, decay, limit):
    """(history, best): the validation losses, and the parameters of the best epoch."""

    def learn(rate):
        model.train()
        for x, y in train_batches:
            model.zero_grad()
            (-F.log_softmax(model(x), 1)[torch.arange(len(y)), y].mean()).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), limit)
            torch.optim.SGD(model.parameters(), lr=rate).step()

    @torch.no_grad()
    def look():
        model.eval()
        total = sum(F.cross_entropy(model(x), y, reduction="sum").item() for x, y in valid_batches)
        return total / sum(len(y) for _, y in valid_batches)

    history, best = [], None
    for epoch in range(epochs):
        learn(rate * decay**epoch)
        history.append(look())
        if history[-1] <= min(history) and history.count(history[-1]) == 1:
            best = copy.deepcopy(model.state_dict())
    return history, best
