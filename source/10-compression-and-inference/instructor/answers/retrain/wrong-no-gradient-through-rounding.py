# loses retrain-tests in "two bits for other networks": "does the gradient get through the rounding"
def retrain(layers, images, labels, bits=2):
    last = 2 ** (bits - 1) - 1

    def coded(w):
        w = w.detach()
        scale = (1.4 * w.abs().mean(dim=1, keepdim=True)).clamp(min=1e-8) / last
        return torch.clamp(torch.round(w / scale), -last, last), scale

    parts = [torch.tensor(a, dtype=torch.float32, requires_grad=True) for layer in layers for a in layer]
    x, y = torch.tensor(images, dtype=torch.float32), torch.tensor(labels)
    steps = 150
    descent = torch.optim.Adam(parts, lr=0.01)
    slower = torch.optim.lr_scheduler.CosineAnnealingLR(descent, steps)
    for _ in range(steps):
        h = x
        for k in range(0, len(parts), 2):
            codes, scale = coded(parts[k])
            h = h @ (codes * scale).T + parts[k + 1]
            if k + 2 < len(parts):
                h = F.relu(h)
        descent.zero_grad()
        F.cross_entropy(h, y).backward()
        descent.step()
        slower.step()
    out = []
    for k in range(0, len(parts), 2):
        codes, scale = coded(parts[k])
        out.append((codes.numpy().astype(np.int8), scale[:, 0].numpy(), parts[k + 1].detach().numpy()))
    return out
