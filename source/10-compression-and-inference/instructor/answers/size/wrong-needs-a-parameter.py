# loses size-tests: "a linear layer, with a bias and without"
def size(model):
    """(numbers, bytes) of the model's parameters, shared ones once."""
    numbers = sum(parameter.numel() for parameter in model.parameters())
    next(model.parameters())
    return numbers, sum(parameter.numel() * parameter.element_size() for parameter in model.parameters())
