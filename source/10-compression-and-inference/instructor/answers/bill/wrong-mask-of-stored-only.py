# loses bill-tests: "'bytes' of bill"
def bill(layers):
    """Bytes of the model's file, and multiply-adds of one picture."""
    size, adds = 2 + 1 + 4, 0
    for layer in layers:
        weights = layer["weights"]
        count = np.count_nonzero(weights) if layer["mask"] else weights.size
        mask = -(-count // 8) if layer["mask"] else 0
        size += 6 + 4 * len(weights) + mask + -(-count * layer["bits"] // 8)
        adds += count + len(weights)
    return {"bytes": size, "multiply_adds": adds}


def choose(candidates, images, labels, device):
    """The place of the cheapest model that keeps the budget and reads well enough, or None."""
    may_go = []
    for place, layers in enumerate(candidates):
        cost = bill(layers)
        accuracy = (read(layers, images) == labels).mean()
        fits = all(cost[name] <= device[name] for name in ("bytes", "multiply_adds"))
        if fits and accuracy >= device["accuracy"]:
            may_go.append((cost["multiply_adds"], cost["bytes"], place))
    return min(may_go)[2] if may_go else None
