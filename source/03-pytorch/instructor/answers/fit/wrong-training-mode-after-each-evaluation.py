# loses fit-tests: "the model came in evaluation mode"
def fit(model, optimizer, loss_function, train_batches, valid_batches, epochs,
        accumulate=1, patience=3):
    best, waited, history = float("inf"), 0, []
    kept = copy.deepcopy(model.state_dict())
    for epoch in range(epochs):
        total = count = 0
        for start in range(0, len(train_batches), accumulate):
            group = train_batches[start : start + accumulate]
            examples = sum(len(x) for x, y in group)
            model.zero_grad()
            optimizer.zero_grad()
            for x, y in group:
                loss = loss_function(model(x), y)
                (loss * (len(x) / examples)).backward()
                total += loss.item() * len(x)
                count += len(x)
            optimizer.step()
        model.eval()
        valid = seen = 0
        with torch.no_grad():
            for x, y in valid_batches:
                valid += loss_function(model(x), y).item() * len(x)
                seen += len(x)
        valid = valid / seen
        history.append((total / count, valid))
        if valid < best:
            best, waited = valid, 0
            kept = copy.deepcopy(model.state_dict())
        else:
            waited += 1
        model.train()
        if waited >= patience:
            break
    model.load_state_dict(kept)
    return history
