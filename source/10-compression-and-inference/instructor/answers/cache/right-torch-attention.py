def attention(x, weights, heads, kv_heads, padding, cache=None):
    from torch.nn import functional as F

    b, n, _ = x.shape
    parts = {name: F.linear(x, weights[name]).unflatten(-1, (heads if name == "query" else kv_heads, -1)).transpose(1, 2)
             for name in ("query", "key", "value")}
    past = 0 if cache is None else cache["keys"].shape[-2]
    place = torch.arange(past, past + n).expand(b, n)
    position = torch.clamp(place - padding.unsqueeze(1), min=0)
    q, k, v = rotate(parts["query"], position), rotate(parts["key"], position), parts["value"]
    if past:
        k = torch.concat([cache["keys"], k], dim=2)
        v = torch.concat([cache["values"], v], dim=2)
    every = torch.arange(past + n)
    mask = (every[None, None] <= place[:, :, None]) & (every >= padding[:, None])[:, None]
    real = place >= padding[:, None]
    mask = mask | ~real[:, :, None]  # padding looks at all, and is thrown away
    group = heads // kv_heads
    out = F.scaled_dot_product_attention(q, k.repeat_interleave(group, 1), v.repeat_interleave(group, 1), attn_mask=mask[:, None])
    out = out.transpose(1, 2).flatten(2) * real[..., None]
    return F.linear(out, weights["output"]), dict(keys=k, values=v)
