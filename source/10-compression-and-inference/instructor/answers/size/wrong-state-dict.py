# loses size-tests: "shared parameters, and layers that share nothing", "buffers, frozen ones and other dtypes", "other models"
def size(model):
    """(numbers, bytes) of the model's parameters, shared ones once."""
    values = model.state_dict().values()
    return sum(value.numel() for value in values), sum(value.numel() * value.element_size() for value in values)
