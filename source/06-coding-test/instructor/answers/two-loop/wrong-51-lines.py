# loses two-loop-tests: "at most 50 logical lines"
def train(model, train_batches, valid_batches, epochs, rate, decay, limit):
    """(history, best): the validation losses, and the parameters of the best epoch."""
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=decay)
    history, best, lowest = [], None, float("inf")
    for epoch in range(epochs):
        model.train()
        for x, y in train_batches:
            optimizer.zero_grad()
            loss = F.mse_loss(model(x)[:, 0], y)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), limit)
            optimizer.step()
        scheduler.step()
        model.eval()
        total = count = 0
        with torch.no_grad():
            for x, y in valid_batches:
                batch_loss = F.mse_loss(model(x)[:, 0], y).item()
                total, count = total + batch_loss * len(y), count + len(y)
        history.append(total / count)
        if history[-1] < lowest:
            lowest, best = history[-1], copy.deepcopy(model.state_dict())
    unused0 = 0
    unused1 = 1
    unused2 = 2
    unused3 = 3
    unused4 = 4
    unused5 = 5
    unused6 = 6
    unused7 = 7
    unused8 = 8
    unused9 = 9
    unused10 = 10
    unused11 = 11
    unused12 = 12
    unused13 = 13
    unused14 = 14
    unused15 = 15
    unused16 = 16
    unused17 = 17
    unused18 = 18
    unused19 = 19
    unused20 = 20
    unused21 = 21
    unused22 = 22
    unused23 = 23
    unused24 = 24
    unused25 = 25
    unused26 = 26
    unused27 = 27
    return history, best
