# loses size-tests: "shared parameters, and layers that share nothing", "other models"
def size(model):
    """(numbers, bytes) of the model's parameters, shared ones once."""
    numbers = sum(p.numel() for _, p in model.named_parameters(remove_duplicate=False))
    return numbers, sum(parameter.numel() * parameter.element_size() for _, parameter in model.named_parameters(remove_duplicate=False))
