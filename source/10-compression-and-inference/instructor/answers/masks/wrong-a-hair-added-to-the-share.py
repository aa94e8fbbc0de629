# loses masks-tests: "0.29"
def magnitude_masks(weights, share, scope="global"):
    if scope not in ("global", "layer"):
        raise ValueError(scope)

    def stays(row):
        keep = torch.ones(len(row), dtype=torch.bool)
        keep[torch.sort(row, stable=True).indices[: int(share * len(row) + 1e-9)]] = False
        return keep

    flat = {name: w.detach().abs().flatten() for name, w in weights.items() if w.dim() >= 2}
    if not flat:
        return {}
    if scope == "layer":
        parts = [stays(row) for row in flat.values()]
    else:
        parts = stays(torch.cat(list(flat.values()))).split([len(row) for row in flat.values()])
    return {name: part.reshape(weights[name].shape) for name, part in zip(flat, parts)}
