def attention(x, weights, heads, kv_heads, padding, cache=None):
    x = x * 1.0
    b, n, w = x.shape
    d = weights["key"].shape[0] // kv_heads
    before = cache["keys"].shape[2] if cache is not None else 0
    where = before + torch.arange(n)
    at = where[None] - padding[:, None]
    q = rotate((x @ weights["query"].T).view(b, n, heads, d).permute(0, 2, 1, 3), at).reshape(b, kv_heads, -1, n, d)
    k = rotate((x @ weights["key"].T).view(b, n, kv_heads, d).permute(0, 2, 1, 3), at)
    v = (x @ weights["value"].T).view(b, n, kv_heads, d).permute(0, 2, 1, 3)
    if cache is not None:
        k, v = (torch.cat([old, new], 2) for old, new in ((cache["keys"], k), (cache["values"], v)))
    scores = torch.einsum("bkgqd,bksd->bkgqs", q, k) * d ** -0.5
    s = torch.arange(before + n)
    hidden = (s[None, None, :] > where[None, :, None]) | (s[None, None, :] < padding[:, None, None])
    scores = scores.masked_fill(hidden[:, None, None], float("-inf"))
    shares = scores.softmax(-1).nan_to_num(0.0)
    mixed = torch.einsum("bkgqs,bksd->bqkgd", shares, v).reshape(b, n, heads * d)
    return (mixed @ weights["output"].T, {"values": v, "keys": k})
