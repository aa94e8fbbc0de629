# loses size-tests: "a linear layer, with a bias and without", "shared parameters, and layers that share nothing", "buffers, frozen ones and other dtypes", "other models"
def size(model):
    """(numbers, bytes) of the model's parameters, shared ones once."""
    numbers = sum(parameter.numel() for parameter in model.parameters())
    return numbers
