# loses fit-tests: "of a later epoch with an equal validation loss"
def fit(model, optimizer, loss_function, train_batches, valid_batches, epochs,
        accumulate=1, patience=3):
    best, best_state, waited, history = float("inf"), copy.deepcopy(model.state_dict()), 0, []
    for epoch in range(epochs):
        model.train()
        total, seen = 0.0, 0
        for start in range(0, len(train_batches), accumulate):
            group = train_batches[start:start + accumulate]
            count = sum(len(x) for x, _ in group)
            optimizer.zero_grad()
            for x, y in group:
                loss = loss_function(model(x), y)
                (loss * len(x) / count).backward()
                total += loss.item() * len(x)
                seen += len(x)
            optimizer.step()
        model.eval()
        valid, n = 0.0, 0
        with torch.no_grad():
            for x, y in valid_batches:
                valid += loss_function(model(x), y).item() * len(x)
                n += len(x)
        valid = valid / n
        history.append((total / seen, valid))
        if valid == best:
            best_state = copy.deepcopy(model.state_dict())
        if valid < best:
            best, best_state, waited = valid, copy.deepcopy(model.state_dict()), 0
        else:
            waited += 1
            if waited >= patience:
                break
    model.load_state_dict(best_state)
    return history
