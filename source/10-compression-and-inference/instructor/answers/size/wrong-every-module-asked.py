# loses size-tests: "shared parameters, and layers that share nothing", "buffers, frozen ones and other dtypes", "other models"
def size(model):
    """(numbers, bytes) of the model's parameters, shared ones once."""
    parameters = [one for module in model.modules() for one in module.parameters()]
    return sum(one.numel() for one in parameters), sum(one.nbytes for one in parameters)
