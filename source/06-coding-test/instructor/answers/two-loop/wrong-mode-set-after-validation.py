# loses two-loop-tests: "training mode in every epoch"
def train(model, train_batches, valid_batches, epochs, rate, decay, limit):
    """(history, best): the validation losses, and the parameters of the best epoch."""
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=decay)
    history, best, lowest = [], None, float("inf")
    for epoch in range(epochs):
        for x, y in train_batches:
            optimizer.zero_grad()
            loss = F.mse_loss(model(x)[:, 0], y)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), limit)
            optimizer.step()
        scheduler.step()
        model.eval()
        total = rows = 0
        with torch.no_grad():
            for x, y in valid_batches:
                batch_loss = F.mse_loss(model(x)[:, 0], y).item()
                total, rows = total + batch_loss * len(y), rows + len(y)
        model.train()
        history.append(total / rows)
        if history[-1] < lowest:
            lowest, best = history[-1], copy.deepcopy(model.state_dict())
    return history, best
