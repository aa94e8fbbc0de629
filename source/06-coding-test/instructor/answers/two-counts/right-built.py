e = sheet["E"]
(c, h, w), (c1, c2), (k1, k2) = e["input"], e["channels"], e["kernels"]
conv1 = nn.Conv2d(c, c1, k1, stride=e["stride"], padding=e["padding"])
conv2 = nn.Conv2d(c1, c2, k2)
with torch.no_grad():
    a = conv1(torch.zeros(1, c, h, w))
    b = nn.MaxPool2d(2)(a)
    d = conv2(b)
last = nn.Linear(d.numel(), e["classes"])
counts = {"conv1": list(a[0].shape), "pool": list(b[0].shape), "conv2": list(d[0].shape)}
counts["parameters"] = sum(p.numel() for m in (conv1, conv2, last) for p in m.parameters())
counts["multiplications"] = conv1.weight.numel() * a[0, 0].numel() + conv2.weight.numel() * d[0, 0].numel()
counts["multiplications"] += last.weight.numel()
