# loses size-tests: "other models"
def size(model):
    """(numbers, bytes) of the model's parameters, shared ones once."""
    found = {id(p): (p, m) for m in model.modules() for p in m.parameters(recurse=False)}
    numbers = total = 0
    for p, m in found.values():
        count = p.numel() * (m.groups if isinstance(m, nn.Conv2d) and p.dim() == 4 else 1)
        numbers, total = numbers + count, total + count * p.element_size()
    return numbers, total
