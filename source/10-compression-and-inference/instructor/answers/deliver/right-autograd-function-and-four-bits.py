class Round(torch.autograd.Function):
    """Rounds on the way there, and lets gradients pass on the way back."""

    @staticmethod
    def forward(ctx, x):
        return x.round()

    @staticmethod
    def backward(ctx, gradient):
        return gradient


class Layer(torch.nn.Linear):
    """A linear layer whose weights are masked, and rounded once `top` is set."""

    def __init__(self, into, out, keep):
        super().__init__(into, out)
        self.register_buffer("mask", torch.ones(out, into))
        self.keep, self.rounds = keep, False

    def parts(self):
        kept = self.weight * self.mask
        scale = kept.detach().abs().max(dim=1, keepdim=True).values.clamp(min=1e-3) / 7
        return Round.apply(kept / scale), scale

    def forward(self, x):
        whole, scale = self.parts()
        return torch.nn.functional.linear(x, whole * scale if self.rounds else self.weight * self.mask, self.bias)

    @torch.no_grad()
    def prune(self, done):
        count = self.weight.numel()
        left = int(count - (count - self.keep) * done)
        top = torch.topk(self.weight.abs().flatten(), left).indices
        self.mask.zero_().view(-1)[top] = 1


def deliver(images, labels, device, seed):
    """The layers of a model for this device, trained on these pictures."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    sparse = device["multiply_adds"] < 1500
    hidden = 24 if sparse else 25
    layers = [Layer(64, hidden, 370), Layer(hidden, 10, 140)]
    model = torch.nn.Sequential(layers[0], torch.nn.ReLU(), layers[1])
    adam = torch.optim.Adam(model.parameters(), lr=0.04)
    total = 400
    sinking = torch.optim.lr_scheduler.LambdaLR(adam, lambda step: min(1, (step + 1) / 40, 1.05 - step / total))
    stack = np.stack([moved(images, -1), images, moved(images, 1)])
    for step in range(total):
        if sparse and total // 5 <= step <= total * 3 // 5 and step % 8 == 0:
            for layer in layers:
                layer.prune((step / total - 0.2) / 0.4)
        for layer in layers:
            layer.rounds = step > total * 0.4
        some = rng.integers(0, len(labels), 256)
        batch = stack[rng.integers(0, 3, 256), some].reshape(256, 64) / 16
        out = model(torch.from_numpy(batch).float())
        adam.zero_grad()
        torch.nn.functional.cross_entropy(out, torch.from_numpy(labels[some])).backward()
        adam.step()
        sinking.step()
    made = []
    for number, layer in enumerate(layers):
        whole, scale = (part.detach() for part in layer.parts())
        made.append(dict(weights=whole.to(torch.int8).numpy(), bits=4, scale=scale.flatten().tolist(), bias=layer.bias.tolist(), relu=number == 0, mask=sparse))
    return made
