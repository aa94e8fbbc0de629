def attention(x, weights, heads, kv_heads, padding, cache=None):
    size = weights["query"].shape[0] // heads
    seen = cache["keys"].size(2) if cache else 0
    split = lambda name, n: torch.stack([(x @ weights[name].T)[..., h * size : (h + 1) * size] for h in range(n)], dim=1)
    at = torch.stack([torch.arange(x.shape[1]) + seen - int(p) for p in padding])
    q, k, v = rotate(split("query", heads), at), rotate(split("key", kv_heads), at), split("value", kv_heads)
    if cache:
        k, v = torch.cat((cache["keys"], k), -2), torch.cat((cache["values"], v), -2)
    out = torch.zeros(x.shape[0], x.shape[1], heads * size, dtype=x.dtype)
    for b, start in enumerate(padding.tolist()):
        for t in range(x.shape[1]):
            if seen + t < start:
                continue
            for h in range(heads):
                g = h // (heads // kv_heads)
                own = slice(start, seen + t + 1)
                shares = torch.softmax(k[b, g, own] @ q[b, h, t] / math.sqrt(size), dim=0)
                out[b, t, h * size : (h + 1) * size] = shares @ v[b, g, own]
    return out @ weights["output"].T, {"keys": k, "values": v}
