def size(model):
    """(numbers, bytes) of the model's parameters, shared ones once."""
    seen, numbers, total = set(), 0, 0
    for module in model.modules():
        for parameter in module.parameters(recurse=False):
            if id(parameter) not in seen:
                seen.add(id(parameter))
                numbers += math.prod(parameter.shape)
                total += parameter.nelement() * parameter.dtype.itemsize
    return numbers, total
