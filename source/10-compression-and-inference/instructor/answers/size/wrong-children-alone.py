# loses size-tests: "other models"
def size(model):
    """(numbers, bytes) of the model's parameters, shared ones once."""
    modules = [model, *model.children()]
    found = {id(p): p for module in modules for p in module.parameters(recurse=False)}
    return sum(p.numel() for p in found.values()), sum(p.nbytes for p in found.values())
