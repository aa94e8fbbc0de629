# loses size-tests: "shared parameters, and layers that share nothing"
def size(model):
    """(numbers, bytes) of the model's parameters, shared ones once."""
    found = {(p.shape, p.dtype, tuple(p.flatten().tolist())): p for p in model.parameters()}
    return sum(p.numel() for p in found.values()), sum(p.nbytes for p in found.values())
