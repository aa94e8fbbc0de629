def fit(model, optimizer, loss_function, train_batches, valid_batches, epochs,
        accumulate=1, patience=3):
    """Adds up weighted sums, divides the gradients just before the step."""
    history, lowest, kept = [], -1, copy.deepcopy(model.state_dict())
    for epoch in range(epochs):
        losses = examples = waiting = 0
        model.train()
        model.zero_grad()
        for number, (x, y) in enumerate(train_batches, start=1):
            loss = loss_function(model(x), y) * len(x)
            loss.backward()
            losses, examples, waiting = losses + loss.item(), examples + len(x), waiting + len(x)
            if number % accumulate == 0 or number == len(train_batches):
                for parameter in model.parameters():
                    parameter.grad /= waiting
                optimizer.step()
                model.zero_grad()
                waiting = 0
        history.append((losses / examples, evaluate(model, loss_function, valid_batches)))
        if history[-1][1] < (history[lowest][1] if lowest >= 0 else float("inf")):
            lowest = epoch
            kept = {name: value.clone() for name, value in model.state_dict().items()}
        elif epoch - lowest >= patience:
            break
    model.load_state_dict(kept)
    return history


@torch.no_grad()
def evaluate(model, loss_function, batches):
    """The mean loss over examples, in evaluation mode."""
    model.eval()
    total = torch.stack([loss_function(model(x), y) * len(x) for x, y in batches]).sum()
    return total.item() / sum(len(x) for x, _ in batches)
