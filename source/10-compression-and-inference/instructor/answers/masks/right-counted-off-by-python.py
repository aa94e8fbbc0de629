def magnitude_masks(weights, share, scope="global"):
    """Masks by name, True for the weights that stay."""
    if scope not in {"global", "layer"}:
        raise ValueError("no such scope")
    spots = {}
    for name, weight in weights.items():
        if weight.dim() > 1:
            spots[name] = [(abs(size), name, place) for place, size in enumerate(weight.flatten().tolist())]
    groups = list(spots.values()) if scope == "layer" else [sum(spots.values(), [])]
    masks = {name: torch.ones(weights[name].shape, dtype=torch.bool) for name in spots}
    for group in groups:
        for _, name, place in sorted(group, key=lambda spot: spot[0])[: int(share * len(group))]:
            masks[name].view(-1)[place] = False
    return masks
