def size(model):
    """(numbers, bytes) of the model's parameters, shared ones once."""
    table = np.array([(p.numel(), p.nbytes) for _, p in model.named_parameters()], dtype=int).reshape(-1, 2)
    return list(table.sum(axis=0))
