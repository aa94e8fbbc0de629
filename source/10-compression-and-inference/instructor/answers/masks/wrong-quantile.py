# loses masks-tests: "the example, global", "the example, per layer", "other tensors, global", "other tensors, per layer"
def magnitude_masks(weights, share, scope="global"):
    """Masks by name, True for the weights that stay."""
    if scope not in ("global", "layer"):
        raise ValueError(f"scope is 'global' or 'layer', not {scope!r}")
    pruned = {name: weight.abs().flatten() for name, weight in weights.items() if weight.dim() >= 2}

    def staying(sizes):
        return sizes > torch.quantile(sizes.float(), float(share)) if 0 < share < 1 else torch.full((len(sizes),), share == 0)

    if scope == "global" and pruned:
        parts = staying(torch.cat(list(pruned.values()))).split(
            [len(one) for one in pruned.values()]
        )
    else:
        parts = [staying(one) for one in pruned.values()]
    return {name: part.reshape(weights[name].shape) for name, part in zip(pruned, parts)}
