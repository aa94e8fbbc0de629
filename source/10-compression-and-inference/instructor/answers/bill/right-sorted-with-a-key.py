def bill(layers):
    """Bytes of the model's file, and multiply-adds of one picture."""
    total = {"multiply_adds": 0, "bytes": 7}
    for layer in layers:
        rows = layer["weights"].tolist()
        flat = [value for row in rows for value in row]
        stored = [value for value in flat if value] if layer["mask"] else flat
        total["multiply_adds"] += len(stored) + len(rows)
        total["bytes"] += 6 + 2 * len(rows) + 2 * len(rows) + (len(stored) * layer["bits"] + 7) // 8
        if layer["mask"]:
            total["bytes"] += (len(flat) + 7) // 8
    return total


def choose(candidates, images, labels, device):
    """The place of the cheapest model that keeps the budget and reads well enough, or None."""

    def good(place):
        cost = bill(candidates[place])
        if any(cost[name] > device[name] for name in cost):
            return False
        seen = read(candidates[place], images).tolist()
        return sum(one == other for one, other in zip(seen, labels.tolist())) / len(seen) >= device["accuracy"]

    left = [place for place in range(len(candidates)) if good(place)]
    left.sort(key=lambda place: bill(candidates[place])["bytes"])
    left.sort(key=lambda place: bill(candidates[place])["multiply_adds"])
    return np.int64(left[0]) if left else None
