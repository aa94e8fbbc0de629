# loses attention-tests: "the weights with a causal mask", "visible scores of -636"
class MultiheadAttention(nn.Module):
    """x (batch, steps, embed_dim) → the same shape, and weights (batch, heads, steps, steps)."""

    def __init__(self, embed_dim, num_heads):
        super().__init__()
        self.heads = num_heads
        self.in_proj_weight = nn.Parameter(torch.empty(3 * embed_dim, embed_dim))
        nn.init.xavier_uniform_(self.in_proj_weight)
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * embed_dim))
        self.out_proj = nn.Linear(embed_dim, embed_dim)
        nn.init.zeros_(self.out_proj.bias)

    def forward(self, x, padding_mask=None, causal=False):
        batch, steps, width = x.shape
        allowed = torch.ones(batch, steps, steps, dtype=torch.bool, device=x.device)
        if causal:
            allowed = allowed.tril()
        if padding_mask is not None:
            allowed = allowed & ~padding_mask[:, None, :]
        three = torch.nn.functional.linear(x, self.in_proj_weight, self.in_proj_bias)
        q, k, v = three.split(width, dim=2)
        d, outs, maps = width // self.heads, [], []
        for start in range(0, width, d):
            part = slice(start, start + d)
            scores = torch.bmm(q[..., part], k[..., part].mT) / d**0.5
            scores = scores - scores.amax(-1, keepdim=True).detach()
            powers = scores.exp() * allowed
            total = powers.sum(-1, keepdim=True)
            maps.append(powers / torch.where(total == 0, torch.ones_like(total), total))
            outs.append(maps[-1] @ v[..., part])
        return self.out_proj(torch.cat(outs, -1)), torch.stack(maps, 1)
