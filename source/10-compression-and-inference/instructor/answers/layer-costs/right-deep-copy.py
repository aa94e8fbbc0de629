import copy


def layer_costs(model, x):
    """A row (name, multiply-adds, bytes of output) for each call of a leaf, for one example."""
    twin, rows = copy.deepcopy(model).eval(), []
    for name, module in twin.named_modules():
        if len(list(module.children())) == 0:
            def hook(module, inputs, output, name=name):
                products = {2: lambda: module.weight.shape[1], 4: lambda: module.weight[0].numel()}
                layer = isinstance(module, nn.Linear | nn.Conv2d)
                each = products[module.weight.dim()]() if layer else 0
                rows.append([name, output.numel() * each / len(x), output.nbytes / len(x)])

            module.register_forward_hook(hook)
    with torch.inference_mode():
        twin(x)
    return rows
