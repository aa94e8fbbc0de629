# loses layer-costs-tests: "the example", "a convolution in groups, a derived class, float64", "parts folded into the batch", "the model is left as it was", "a language model whose block is repeated", "a float64 model that folds parts into the batch", "a model with a layer in two places and a part in evaluation mode", "one example, and a model that is a leaf itself"
def layer_costs(model, x):
    """A row (name, multiply-adds, bytes of output) for each call of a leaf, for one example."""
    rows, names = [], {module: name for name, module in model.named_modules()}

    def count(module, inputs, output):
        each = 0
        if isinstance(module, nn.Linear):
            each = module.out_features
        elif isinstance(module, nn.Conv2d):
            each = module.weight[0].numel()
        moved = output.numel() * output.element_size()
        rows.append((names[module], output.numel() * each // len(x), moved // len(x)))

    modes = {module: module.training for module in names}
    handles = [one.register_forward_hook(count) for one in names if not list(one.children())]
    model.eval()
    with torch.no_grad():
        model(x)
    for handle in handles:
        handle.remove()
    for module, mode in modes.items():
        module.training = mode
    return rows
