def retrain(layers, images, labels, bits=2):
    last = 2 ** (bits - 1) - 1
    scales = [torch.tensor(np.abs(w).mean(1, keepdims=True).clip(1e-6) * 1.5 / last).float() for w, _ in layers]
    state = []
    for w, b in layers:
        state.append([torch.tensor(w).float(), torch.tensor(b).float()])
        for tensor in state[-1]:
            tensor.requires_grad_(True)

    def codes_of(w, s):
        limited = (w / s).clamp(-last, last)
        return limited + (limited.round() - limited).detach()

    def outputs(h):
        for number, ((w, b), s) in enumerate(zip(state, scales), start=1):
            h = F.linear(h, codes_of(w, s) * s, b)
            if number < len(state):
                h = h.clamp_min(0)
        return h

    x, y = torch.tensor(images).float(), torch.as_tensor(labels)
    optimiser = torch.optim.Adam([t for pair in state for t in pair], lr=0.012)
    total = 120
    for step in range(total):
        optimiser.param_groups[0]["lr"] = 0.012 * (1 - step / total)
        optimiser.zero_grad()
        F.cross_entropy(outputs(x), y).backward()
        optimiser.step()
    with torch.no_grad():
        return [
            (codes_of(w, s).round().int().numpy(), s.flatten().numpy(), b.numpy())
            for (w, b), s in zip(state, scales)
        ]
