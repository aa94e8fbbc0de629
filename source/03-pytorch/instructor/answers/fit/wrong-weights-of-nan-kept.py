# loses fit-tests: "a target that is NaN"
def fit(model, optimizer, loss_function, train_batches, valid_batches, epochs,
        accumulate=1, patience=3):
    """Trains the model; returns [(training loss, validation loss), …], one for each epoch."""
    history, best, waited, state = [], float("inf"), 0, None
    for _ in range(epochs):
        model.train()
        train_sum = 0.0
        for start in range(0, len(train_batches), accumulate):
            group = train_batches[start:start + accumulate]
            total = sum(len(x) for x, _ in group)
            optimizer.zero_grad()
            for x, y in group:
                loss = loss_function(model(x), y)
                (loss * len(x) / total).backward()
                train_sum += loss.item() * len(x)
            optimizer.step()
        model.eval()
        with torch.no_grad():
            valid_sum = sum(loss_function(model(x), y).item() * len(x) for x, y in valid_batches)
        valid = valid_sum / sum(len(x) for x, _ in valid_batches)
        history.append((train_sum / sum(len(x) for x, _ in train_batches), valid))
        if valid < best:
            best, waited, state = valid, 0, copy.deepcopy(model.state_dict())
        else:
            waited += 1
            if waited == patience:
                break
    if state is not None:
        model.load_state_dict(state)
    return history
