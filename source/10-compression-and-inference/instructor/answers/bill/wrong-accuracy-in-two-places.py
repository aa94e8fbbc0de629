# loses bill-tests: "choose: other models", "0.795"
def bill(layers):
    adds = 0
    for layer in layers:
        weights = np.asarray(layer["weights"])
        stored = np.count_nonzero(weights) if layer["mask"] else weights.size
        adds += int(stored) + weights.shape[0]
    return {"bytes": len(pack(layers)), "multiply_adds": adds}


def choose(candidates, images, labels, device):
    may = []
    for place, layers in enumerate(candidates):
        costs = bill(layers)
        if costs["bytes"] > device["bytes"] or costs["multiply_adds"] > device["multiply_adds"]:
            continue
        if round((read(layers, images) == labels).mean(), 2) < device["accuracy"]:
            continue
        may.append((costs["multiply_adds"], costs["bytes"], place))
    return min(may)[2] if may else None
