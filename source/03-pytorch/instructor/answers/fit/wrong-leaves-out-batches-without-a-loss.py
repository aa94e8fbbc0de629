# loses fit-tests: "so is the mean over all examples"
def fit(model, optimizer, loss_function, train_batches, valid_batches, epochs,
        accumulate=1, patience=3):
    best, waited, history = float("inf"), 0, []
    kept = copy.deepcopy(model.state_dict())
    for epoch in range(epochs):
        model.train()
        total, count = 0.0, 0
        for start in range(0, len(train_batches), accumulate):
            group = train_batches[start:start + accumulate]
            n = sum(len(x) for x, _ in group)
            optimizer.zero_grad()
            for x, y in group:
                loss = loss_function(model(x), y)
                (loss * len(x) / n).backward()
                total += loss.item() * len(x)
                count += len(x)
            optimizer.step()
        model.eval()
        vtotal, vcount = 0.0, 0
        with torch.no_grad():
            for x, y in valid_batches:
                value = loss_function(model(x), y).item()
                if value != value:
                    continue
                vtotal += value * len(x)
                vcount += len(x)
        valid = vtotal / vcount if vcount else float('nan')
        history.append((total / count, valid))
        if valid < best:
            best, waited = valid, 0
            kept = copy.deepcopy(model.state_dict())
        else:
            waited += 1
        if waited >= patience:
            break
    model.load_state_dict(kept)
    return history
