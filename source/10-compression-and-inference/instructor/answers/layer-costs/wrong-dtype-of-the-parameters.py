# loses layer-costs-tests: "a float32 model that puts out true or false"
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
        rows.append((names[module], work // len(x), output.numel() * next(model.parameters()).element_size() // len(x)))

    for module in names:
        if not list(module.children()):
            handles.append(module.register_forward_hook(hook))
    model.eval()
    with torch.no_grad(), torch.random.fork_rng(devices=[]):
        model(x.clone())
    for handle in handles:
        handle.remove()
    for module, mode in modes.items():
        module.training = mode
    return rows
