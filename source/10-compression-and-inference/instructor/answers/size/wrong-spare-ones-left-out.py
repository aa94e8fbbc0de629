# loses size-tests: "other models"
def size(model):
    """(numbers, bytes) of the model's parameters, shared ones once."""
    found = [p for name, p in model.named_parameters() if "spare" not in name]
    return sum(p.numel() for p in found), sum(p.nbytes for p in found)
