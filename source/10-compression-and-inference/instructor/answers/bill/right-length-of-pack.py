def bill(layers):
    """Bytes of the model's file, and multiply-adds of one picture."""
    stored = [(np.asarray(one["weights"]) != 0) | (not one["mask"]) for one in layers]
    return dict(bytes=len(pack(layers)), multiply_adds=sum(kept.sum() + kept.shape[0] for kept in stored))


def choose(candidates, images, labels, device):
    """The place of the cheapest model that keeps the budget and reads well enough, or None."""
    best, best_cost = None, (float("inf"), float("inf"))
    for place in range(len(candidates)):
        costs = bill(candidates[place])
        cost = costs["multiply_adds"], costs["bytes"]
        if cost[0] > device["multiply_adds"] or cost[1] > device["bytes"] or cost >= best_cost:
            continue
        if np.count_nonzero(read(candidates[place], images) == labels) >= device["accuracy"] * len(labels):
            best, best_cost = place, cost
    return best
