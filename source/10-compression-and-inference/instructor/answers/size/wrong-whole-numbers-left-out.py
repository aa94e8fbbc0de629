# loses size-tests: "other models"
def size(model):
    kept = [p for p in model.parameters() if p.is_floating_point()]
    return sum(p.numel() for p in kept), sum(p.numel() * p.element_size() for p in kept)
