# loses cache-tests: "left padding at once"
def attention(x, weights, heads, kv_heads, padding, cache=None):
    batch, new, width = x.shape
    size = weights["query"].shape[0] // heads

    def split(name, count):
        return (x @ weights[name].T).reshape(batch, new, count, size).transpose(1, 2)

    before = 0 if cache is None else cache["keys"].shape[2]
    places = torch.arange(before, before + new)
    positions = places[None, :] - padding[:, None]
    queries = rotate(split("query", heads), positions)
    keys, values = rotate(split("key", kv_heads), positions), split("value", kv_heads)
    if cache is not None:
        keys = torch.cat([cache["keys"], keys], dim=2)
        values = torch.cat([cache["values"], values], dim=2)
    group = heads // kv_heads
    all_keys, all_values = keys.repeat_interleave(group, dim=1), values.repeat_interleave(group, dim=1)
    scores = queries @ all_keys.transpose(2, 3) / math.sqrt(size)
    every = torch.arange(before + new)
    seen = (every[None, None, :] <= places[None, :, None]) & (every[None, None, :] >= padding[:, None, None])
    scores = scores + torch.where(seen[:, None], 0.0, -1e9)
    shares = torch.softmax(scores, dim=-1)
    shares = torch.where(seen[:, None], shares, 0.0)
    told = (shares @ all_values).transpose(1, 2).reshape(batch, new, heads * size)
    return told @ weights["output"].T, {"keys": keys, "values": values}
