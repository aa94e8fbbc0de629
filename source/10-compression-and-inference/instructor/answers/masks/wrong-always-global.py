# loses masks-tests: "the example, per layer", "other tensors, per layer"
def magnitude_masks(weights, share, scope="global"):
    """Masks by name, True for the weights that stay."""
    if scope not in ("global", "layer"):
        raise ValueError(f"scope is 'global' or 'layer', not {scope!r}")
    pruned = {name: weight.abs().flatten() for name, weight in weights.items() if weight.dim() >= 2}

    def staying(sizes):
        keep = torch.ones(len(sizes), dtype=torch.bool)
        keep[torch.sort(sizes, stable=True).indices[: int(share * len(sizes))]] = False
        return keep

    if pruned:
        parts = staying(torch.cat(list(pruned.values()))).split(
            [len(one) for one in pruned.values()]
        )
    else:
        parts = [staying(one) for one in pruned.values()]
    return {name: part.reshape(weights[name].shape) for name, part in zip(pruned, parts)}
