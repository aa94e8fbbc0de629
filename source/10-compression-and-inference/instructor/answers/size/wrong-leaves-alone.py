# loses size-tests: "other models"
def size(model):
    """(numbers, bytes) of the model's parameters, shared ones once."""
    found = {id(p): p for module in model.modules() if not list(module.children()) for p in module.parameters()}
    return sum(p.numel() for p in found.values()), sum(p.nbytes for p in found.values())
