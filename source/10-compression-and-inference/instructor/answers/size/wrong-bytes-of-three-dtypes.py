# loses size-tests: "other models", "element_size"
def size(model):
    width = {torch.float16: 2, torch.float32: 4, torch.float64: 8}
    kept = list(model.parameters())
    return sum(p.numel() for p in kept), sum(p.numel() * width.get(p.dtype, 4) for p in kept)
