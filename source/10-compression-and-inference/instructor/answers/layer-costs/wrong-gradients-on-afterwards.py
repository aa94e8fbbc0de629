# loses layer-costs-tests: "called while torch records no gradients"
def layer_costs(model, x):
    rows, handles = [], []
    names = {module: name for name, module in model.named_modules()}
    modes = {module: module.training for module in model.modules()}

    def hook(module, inputs, output):
        work = 0
        if isinstance(module, nn.Linear):
            work = output.numel() * module.in_features
        elif isinstance(module, nn.Conv2d):
            work = output.numel() * module.weight[0].numel()
        rows.append((names[module], work // len(x), output.numel() * output.element_size() // len(x)))

    for module in names:
        if not list(module.children()):
            handles.append(module.register_forward_hook(hook))
    model.eval()
    torch.set_grad_enabled(False)
    with torch.random.fork_rng(devices=[]):
        model(x.clone())
    torch.set_grad_enabled(True)
    for handle in handles:
        handle.remove()
    for module, mode in modes.items():
        module.training = mode
    return rows
