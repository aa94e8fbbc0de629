# loses cache-tests: "the example, one by one", "two answers from one letter"
def attention(x, weights, heads, kv_heads, padding, cache=None):
    """(out, cache) for the new tokens x of shape (batch, new, width), which come after those of cache."""
    batch, new, _ = x.shape

    def parted(name, count):
        return (x @ weights[name].T).reshape(batch, new, count, -1).transpose(1, 2)

    seen = 0 if cache is None else cache["keys"].shape[2]
    places = torch.arange(seen, seen + new)
    positions = places - padding[:, None]
    queries = rotate(parted("query", heads), positions)
    keys, values = rotate(parted("key", kv_heads), positions), parted("value", kv_heads)
    if cache is not None:
        keys = torch.cat([cache["keys"], keys], dim=2)
        values = torch.cat([cache["values"], values], dim=2)
    keys_of, values_of = (one.repeat_interleave(heads // kv_heads, dim=1) for one in (keys, values))
    every = torch.arange(seen + new)
    allowed = (every <= torch.arange(new)[:, None]) & (every >= padding[:, None, None])
    scores = queries @ keys_of.transpose(2, 3) / queries.shape[-1] ** 0.5
    shares = torch.softmax(scores.masked_fill(~allowed[:, None], -math.inf), dim=-1)
    shares = torch.where(allowed[:, None], shares, 0.0)
    out = (shares @ values_of).transpose(1, 2).reshape(batch, new, -1) @ weights["output"].T
    return out, {"keys": keys, "values": values}
